// What the walk through every page asks of a page: axe's rules, and whether it fits its screen.
// Colours come from the style sheet alone. Words look alike where they and all that holds them are coloured, filled and set alike:
// their contrast is measured once for light and once for dark, on the first page that shows them so. The tab remembers what was.

globalThis.looking = (() => {
  const LEVELS = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
  const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
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
  const speaks = (element) => element.matches("input, select, textarea") || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const elements = () => [...document.querySelectorAll("body *")];
  let shown = new Set(), more = [];

  // Whether no page before had this part, but for where it leads and what is hidden in it: the thread beside each page is the same on
  // most of one event.
  function isNew(part) {
    const key = hash(part.outerHTML.replace(/ (?:value|href|action)="[^"]*"/g, "")), seen = (sessionStorage.getItem("parts") ?? "").split(" ");
    if (seen.includes(key)) return false;
    sessionStorage.setItem("parts", [...seen, key].join(" "));
    return true;
  }

  return {
    // Every rule but those of colours: of the whole page.
    async rules() {
      shown = new Set(elements().filter(visible));
      return this.rulesOf(document);
    },

    // The same of what this width shows and the one before did not: elsewhere the page says what it said there. Null: of nothing.
    async rulesOfMore() {
      more = elements().filter((element) => !shown.has(element) && visible(element));
      const known = new Set(more), include = more.filter((element) => !known.has(element.parentElement) && isNew(element));
      return include.length ? this.rulesOf({ include }) : null;
    },

    async rulesOf(what) {
      const rules = Object.fromEntries(COLOURS.values.map((name) => [name, { enabled: false }]));
      return (await axe.run(what, { runOnly: LEVELS, rules, resultTypes: ["violations"] })).violations.map(told);
    },

    // The rules of colours, on all words that look as none did before them. What axe could not decide on is asked again elsewhere.
    async colours(scheme, among = elements()) {
      const seen = new Set((sessionStorage.getItem(`looks ${scheme}`) ?? "").split(" ")), look = looks(), fresh = new Map();
      for (const element of among) {
        if (!speaks(element) || !element.checkVisibility({ visibilityProperty: true }) || element.closest(":disabled, [aria-disabled=true]")) continue;
        const key = look(element).look;
        if (!seen.has(key) && !fresh.has(key)) fresh.set(key, element);
      }
      if (!fresh.size) return [];
      const { violations, incomplete } = await axe.run({ include: [...fresh.values()] }, { runOnly: COLOURS, elementRef: true });
      const open = new Set(incomplete.flatMap((one) => one.nodes.map((node) => node.element)));
      for (const [key, element] of fresh) if (!open.has(element)) seen.add(key);
      sessionStorage.setItem(`looks ${scheme}`, [...seen].join(" "));
      return violations.map((one) => `${scheme}: ${told(one)}`);
    },

    coloursOfMore: (scheme) => looking.colours(scheme, more),

    layout() {
      const { scrollWidth, clientWidth } = document.documentElement, titles = document.querySelectorAll("h1").length;
      return [
        ...(scrollWidth > clientWidth ? [`wider than the screen: ${scrollWidth} of ${clientWidth} pixels`] : []),
        ...(titles === 1 ? [] : [`${titles} h1`]),
      ];
    },
  };
})();
