// The code of an answer comes with its link after “#”, which browsers send nowhere: it is posted, and leaves the address.
const form = document.querySelector("form[data-own]");
const code = decodeURIComponent(location.hash.slice(1));
if (form && code) {
  history.replaceState(null, "", location.pathname);
  form.elements.code.value = code;
  form.submit();
}
