// A table that is copied from Word, a web page or a mail is pasted as Excel writes one: a line a row, a tab between its cells, a cell
// of several lines in quotes. The plain text a browser makes of such a table no longer says which cells stand in one row.

const BLOCKS =
  /^(?:ADDRESS|ARTICLE|BLOCKQUOTE|CAPTION|D[DLT]|DIV|FOOTER|H[1-6R]|HEADER|LI|MAIN|OL|P|PRE|SECTION|TABLE|T[DHR]|UL)$/;
const LOOKS = /<style[\s\S]*?<\/style>|\sstyle\s*=\s*(?:"[^"]*"|'[^']*')/gi; // our own policy forbids them, and says so
const PASSED = /^(?:HEAD|SCRIPT|STYLE|TEMPLATE|TITLE)$/;

// One row as Excel writes it.
export function rowText(cells) {
  return cells
    .map((cell) => (/[\n\t]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join("\t");
}

// Whether each line has as many tabs as the others, and has some: then nothing got lost on the way.
export function isGrid(text) {
  const counts = new Set(
    text
      .split(/\r?\n/)
      .filter((line) => line.trim())
      .map((line) => line.split("\t").length),
  );
  return counts.size === 1 && !counts.has(1);
}

// The cells of rows that reach over several columns and rows: what stands for several rows is said in each of them.
export function spread(rows) {
  const found = [];
  rows.forEach((row, down) => {
    found[down] ??= [];
    const cells = found[down];
    let right = 0;
    for (const { text, across, below } of row) {
      while (cells[right] !== undefined) right += 1;
      for (let under = 0; under < below && down + under < rows.length; under += 1)
        for (let on = 0; on < across; on += 1) {
          found[down + under] ??= [];
          found[down + under][right + on] = on ? "" : text;
        }
    }
  });
  const wide = Math.max(...found.map((cells) => cells.length));
  return found.map((cells) => Array.from({ length: wide }, (_none, at) => cells[at] ?? ""));
}

function linesOf(node, found = [""]) {
  for (const one of node.childNodes) {
    if (one.nodeType === Node.TEXT_NODE) found[found.length - 1] += one.data.replace(/\s+/g, " ");
    else if (one.nodeName === "BR") found.push("");
    else if (one.nodeType === Node.ELEMENT_NODE && !PASSED.test(one.nodeName)) {
      const block = BLOCKS.test(one.nodeName);
      if (block) found.push("");
      if (isTable(one)) found.push(...rowsOf(one));
      else linesOf(one, found);
      if (block) found.push("");
    }
  }
  return found;
}

const isTable = (one) =>
  one.nodeName === "TABLE" &&
  !one.querySelector("table") &&
  [...one.rows].some((row) => row.cells.length > 1);

const span = (number) => Math.min(Math.max(number, 1), 100);

function rowsOf(table) {
  const rows = [...table.rows].map((row) =>
    [...row.cells].map((cell) => ({
      text: tidy(linesOf(cell)).join("\n"),
      across: span(cell.colSpan),
      below: span(cell.rowSpan),
    })),
  );
  return spread(rows).map(rowText);
}

const tidy = (lines) =>
  lines.map((one) => (one.includes("\t") ? one : one.trim())).filter((one) => one.trim());

// What was copied, where it is a table whose rows its plain text lost; else nothing.
export function tableText(html, plain) {
  if (!/<table[\s>]/i.test(html)) return "";
  const page = new DOMParser().parseFromString(html.replace(LOOKS, ""), "text/html");
  const tables = [...page.querySelectorAll("table")].filter(isTable);
  const spans = tables.some((one) => one.querySelector("[rowspan]:not([rowspan='1'])"));
  if (!tables.length || (isGrid(plain) && !spans)) return "";
  return tidy(linesOf(page.body)).join("\n");
}

// A table that is pasted into the agenda's line is imported: its columns say what is a time, a title, a person or a room.
export function importTable(line, html, plain) {
  const text = tableText(html, plain) || (isGrid(plain) ? plain : "");
  if (!text) return false;
  const form = document.createElement("form");
  form.method = "post";
  form.action = line.getAttribute("action").replace(/line$/, "import");
  form.hidden = true;
  for (const [name, value] of Object.entries({
    csrf_token: line.elements.csrf_token.value,
    text,
  }))
    form.append(Object.assign(document.createElement("textarea"), { name, value }));
  document.body.append(form);
  form.submit();
  return true;
}

// The field in which an agenda is pasted as a whole.
globalThis.document?.querySelector("[data-paste-table]")?.addEventListener("paste", (event) => {
  const copied = event.clipboardData,
    text = tableText(copied.getData("text/html"), copied.getData("text/plain"));
  if (!text) return;
  event.preventDefault();
  const field = event.target;
  // so that Ctrl+Z takes it back
  if (!document.execCommand("insertText", false, text))
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
});
