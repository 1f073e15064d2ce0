// What the walk through every page asks of a page: axe's rules, and whether it fits its screen.
// Colours come from the style sheet alone. Words look alike where they and all that holds them are coloured, filled and set alike:
// their contrast is measured once for light and once for dark, on the first page that shows them so. The tab remembers what was.

globalThis.looking = (() => {
  const LEVELS = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
  const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  const KNOWN = ["parts", "looks light", "looks dark"];
  const FILL = ["backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "clipPath"];
  const EMPTY = "rgba(0, 0, 0, 0)|none|1|none|normal|none|";
  const PEN = ["color", "fill", "fontSize", "fontWeight", "textDecorationLine", "textShadow"];

  const told = ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`;

  function hash(text) {
    let a = 0x811c9dc5, b = 0x1505;
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
      b = Math.imul(b, 33) ^ text.charCodeAt(at);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }

  // A value for the look of an element's words: the same for all that are painted alike.
  function looks() {
    const known = new Map([[null, { look: "", pen: "" }]]);
    return function of(element) {
      if (!known.has(element)) {
        const outer = of(element.parentElement), style = getComputedStyle(element), laid = ["static", "relative"].includes(style.position) ? "" : style.position;
        const fill = FILL.map((name) => style[name]).join("|") + "|" + laid, pen = PEN.map((name) => style[name]).join("|");
        known.set(element, { look: fill === EMPTY && pen === outer.pen ? outer.look : hash(`${outer.look} ${fill} ${pen}`), pen });
      }
      return known.get(element);
    };
  }
  // A sign alone, as an arrow, says nothing that axe would decide about.
  const speaks = (element) => element.matches("input, select, textarea") || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data));

  // The first element of each look that no page before showed, by its look.
  function fresh(scheme, among) {
    const seen = new Set((sessionStorage.getItem(`looks ${scheme}`) ?? "").split(" ")), look = looks(), found = new Map();
    for (const element of among) {
      if (!speaks(element) || !element.checkVisibility({ visibilityProperty: true }) || element.closest(":disabled, [aria-disabled=true]")) continue;
      const key = look(element).look + (element.matches("a") ? "a" : "");
      if (!seen.has(key) && !found.has(key)) found.set(key, element);
    }
    return found;
  }

  // Axe's rules of a part of the page: those of colours on the words whose look is fresh, and on the page all others. What axe could
  // not decide on is asked again elsewhere.
  async function ask(what, scheme, looking, others) {
    const rules = Object.fromEntries(COLOURS.values.map((name) => [name, { enabled: looking.size > 0 }]));
    for (const element of looking.values()) element.dataset.fresh = "";
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-fresh]" }, { id: "link-in-text-block", selector: "a[href][data-fresh]" }] });
    const { violations, incomplete } = await axe.run(what, { ...(others ? { runOnly: LEVELS, rules } : { runOnly: COLOURS }), resultTypes: ["violations", "incomplete"], elementRef: true });
    for (const element of looking.values()) delete element.dataset.fresh;
    const open = new Set(incomplete.filter((one) => COLOURS.values.includes(one.id)).flatMap((one) => one.nodes.map((node) => node.element)));
    const seen = [...looking].flatMap(([key, element]) => (open.has(element) ? [] : [key]));
    if (seen.length) sessionStorage.setItem(`looks ${scheme}`, [sessionStorage.getItem(`looks ${scheme}`) ?? "", ...seen].join(" "));
    return violations.map((one) => (COLOURS.values.includes(one.id) ? `${scheme}: ` : "") + told(one));
  }

  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const elements = () => [...document.querySelectorAll("body *")];
  let shown = new Set(), more = [];

  // Of many that stand beside each other and are made alike, but for their words and numbers, a few are asked about: rows of a list.
  const FEW = 4;
  const made = (element) => element.outerHTML.replace(/>[^<]*[^<\s][^<]*/g, ">words").replace(/ (value|href|action|title|aria-label|alt|datetime|style)="[^"]+"/g, " $1").replace(/\d+/g, "1");
  function alike(among = document.body) {
    const times = new Map(), many = among.children.length > FEW;
    return [...among.children].flatMap((child) => {
      const as = many ? made(child) : "", before = times.get(as) ?? 0;
      times.set(as, before + 1);
      return many && before >= FEW ? [child] : alike(child);
    });
  }

  // Whether no page before had this part, but for where it leads and what is hidden in it: the thread beside each page is the same on
  // most of one event.
  function isNew(part) {
    const key = hash(part.outerHTML.replace(/ (?:value|href|action)="[^"]*"/g, "")), seen = (sessionStorage.getItem("parts") ?? "").split(" ");
    if (seen.includes(key)) return false;
    sessionStorage.setItem("parts", [...seen, key].join(" "));
    return true;
  }

  return {
    // Every rule, of the whole page.
    async rules(scheme) {
      shown = new Set(elements().filter(visible));
      const looks = fresh(scheme, elements()), asked = [...looks.values()];
      return ask({ include: [document], exclude: alike().filter((one) => !asked.some((element) => one.contains(element))) }, scheme, looks, true);
    },

    // The same of what this width shows and the one before did not: elsewhere the page says what it said there. Null: of nothing.
    async rulesOfMore(scheme) {
      more = elements().filter((element) => !shown.has(element) && visible(element));
      const known = new Set(more), include = more.filter((element) => !known.has(element.parentElement) && isNew(element));
      return include.length ? ask({ include }, scheme, fresh(scheme, include.flatMap((one) => [one, ...one.querySelectorAll("*")])), true) : null;
    },

    // The rules of colours once more, in the other scheme.
    async colours(scheme, among = elements()) {
      const looks = fresh(scheme, among);
      return looks.size ? ask({ include: [...looks.values()] }, scheme, looks, false) : [];
    },

    coloursOfMore: (scheme) => looking.colours(scheme, more),

    // The same page in the other language, as it comes: what scripts do to it, they did in the first, and what they still would do is off.
    otherwise(html) {
      for (let timer = setTimeout(() => {}); timer; timer--) clearTimeout(timer);
      const { documentElement, body } = new DOMParser().parseFromString(html, "text/html");
      document.documentElement.lang = documentElement.lang;
      document.body.replaceWith(body);
    },

    // What a tab knows of looks and parts, for the next one.
    known: () => Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => KNOWN.includes(name))),
    remember: (known) => Object.entries(known).forEach(([name, value]) => sessionStorage.getItem(name) ?? sessionStorage.setItem(name, value)),

    layout(speaks) {
      const { lang } = document.documentElement, { scrollWidth, clientWidth } = document.documentElement, titles = document.querySelectorAll("h1").length;
      return [
        ...(scrollWidth > clientWidth ? [`wider than the screen: ${scrollWidth} of ${clientWidth} pixels`] : []),
        ...(titles === 1 ? [] : [`${titles} h1`]),
        ...(speaks && lang !== speaks ? [`in “${lang}”`] : []),
      ];
    },
  };
})();
