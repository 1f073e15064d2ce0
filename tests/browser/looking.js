// What the walk through every page asks of a page: axe's rules, and whether it fits its screen: no wider, and at rest no higher than
// three of them, six on a phone; and whether one act of it is the filled one.
// Parts that are made alike, held alike and shown alike are asked about once, on the first page that has them; the tab remembers them.
// Colours come from the style sheet alone. Words look alike where they and all that holds them are coloured, filled and set alike:
// their contrast is measured once for light and once for dark, on the first page that shows them so; axe measures where it is not plain.

globalThis.looking = (() => {
  const LEVELS = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };
  const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
  const KNOWN = ["parts", "pairs", "looks light", "looks dark"];
  const FILL = [
    "backgroundColor",
    "backgroundImage",
    "opacity",
    "filter",
    "mixBlendMode",
    "clipPath",
  ];
  const PLAIN = "|none|1|none|normal|none|",
    EMPTY = `rgba(0, 0, 0, 0)${PLAIN}`;
  const PEN = ["color", "fill", "fontSize", "fontWeight", "textDecorationLine", "textShadow"];

  const told = ({ id, nodes }) =>
    `${id}: ${nodes
      .slice(0, 3)
      .map((node) => node.target.join(" "))
      .join(" | ")}`;

  function hash(text) {
    let a = 0x811c9dc5,
      b = 0x1505;
    for (let at = 0; at < text.length; at++) {
      a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
      b = Math.imul(b, 33) ^ text.charCodeAt(at);
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  }

  // A value for the look of an element's words: the same for all that are painted alike on what looks alike. What is opaque hides what is
  // behind it; what a link looks like depends on the words around it too.
  function looks() {
    const known = new Map([[null, { behind: "", filled: null, pen: "", pens: "", veiled: false }]]);
    return function of(element) {
      if (!known.has(element)) {
        const outer = of(element.parentElement),
          style = getComputedStyle(element),
          laid = ["static", "relative"].includes(style.position) ? "" : style.position;
        const fill = `${FILL.map((name) => style[name]).join("|")}|${laid}`,
          pen = PEN.map((name) => style[name]).join("|");
        const opaque = fill.startsWith("rgb(") && fill.endsWith(PLAIN),
          veiled = outer.veiled || !fill.endsWith(PLAIN);
        const behind =
          fill === EMPTY
            ? outer.behind
            : opaque && !outer.veiled
              ? fill
              : hash(`${outer.behind} ${fill}`);
        known.set(element, {
          behind,
          filled: fill === EMPTY ? outer.filled : element,
          pen,
          pens: pen === outer.pen ? outer.pens : hash(`${outer.pens} ${pen}`),
          veiled,
        });
      }
      return known.get(element);
    };
  }
  // Words of one colour on another, both opaque and neither veiled, within what is filled: their contrast is plain, and enough or not.
  const shine = (colour) =>
    colour
      .match(/^rgb\((\d+), (\d+), (\d+)\)$/)
      ?.slice(1)
      .map((part) => part / 255)
      .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  function isPlain(element, { behind, filled, veiled }) {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element),
      words = shine(color),
      paper = shine(behind.split("|")[0]);
    if (
      veiled ||
      words === undefined ||
      paper === undefined ||
      textShadow !== "none" ||
      element.matches("svg *") ||
      isInWords(element.closest("a"))
    )
      return false;
    const [one, other] = [element.getBoundingClientRect(), filled.getBoundingClientRect()];
    if (
      filled !== document.body &&
      (one.left < other.left - 1 ||
        one.right > other.right + 1 ||
        one.top < other.top - 1 ||
        one.bottom > other.bottom + 1)
    )
      return false;
    const large =
      parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.67 && fontWeight >= 700);
    return (Math.max(words, paper) + 0.05) / (Math.min(words, paper) + 0.05) >= (large ? 3 : 4.5);
  }
  // A link that only its colour tells from the words around it.
  function isInWords(link) {
    if (!link || getComputedStyle(link).textDecorationLine.includes("underline")) return false;
    for (let around = link.parentElement; around; around = around.parentElement) {
      if (
        [...around.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      )
        return true;
      if (!getComputedStyle(around).display.startsWith("inline")) return false;
    }
    return false;
  }
  const lookOf = (element, { behind, pen, pens }) =>
    hash(`${behind} ${element.matches("a") ? `a ${pens}` : pen}`);
  const isSeen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    [...element.getClientRects()].some(({ width, height }) => width > 1 && height > 1);
  // A sign alone, as an arrow, says nothing that axe would decide about.
  const speaks = (element) =>
    element.matches("input, select, textarea") ||
    [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && /[\p{L}\p{N}]/u.test(node.data),
    );

  // The first element of each look that no page before showed, by its look.
  function fresh(scheme, among) {
    const seen = new Set((sessionStorage.getItem(`looks ${scheme}`) ?? "").split(" ")),
      look = looks(),
      found = new Map();
    for (const element of among) {
      if (
        !speaks(element) ||
        !isSeen(element) ||
        element.closest(":disabled, [aria-disabled=true]")
      )
        continue;
      const held = look(element),
        key = lookOf(element, held);
      if (!seen.has(key) && !found.has(key) && !isPlain(element, held)) found.set(key, element);
    }
    return found;
  }

  const visible = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  // How each part of the page is made, for what axe's rules go by: not its words, its numbers and where it leads, but whether it has any,
  // whether it shows, scrolls and has a name.
  const WORDS =
    /^(value|href|action|title|aria-label|alt|datetime|placeholder|src|content|id|for|name|min|max|data-.*|hx-.*)$/;
  const LED =
    /^(aria-labelledby|aria-describedby|aria-controls|aria-owns|aria-details|aria-activedescendant|form|list)$/;
  const said = (element) => Boolean(element?.textContent.trim());
  function attribute({ name, value }, drawn) {
    if (LED.test(name))
      return `${name}:${value.split(/\s+/).map((id) => [document.getElementById(id) !== null, said(document.getElementById(id))])}`;
    return WORDS.test(name) || (drawn && !/^(class|role|aria-.*|tabindex)$/.test(name))
      ? `${name}:${value.trim() !== ""}`
      : `${name}:${value.replace(/\d+/g, "1")}`;
  }
  function scrolls(element) {
    if (element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight)
      return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    return /auto|scroll/.test(overflowX + overflowY);
  }
  function make(element, made) {
    const drawn = element.namespaceURI !== document.documentElement.namespaceURI;
    const inner = [...element.children].map((child) => make(child, made)),
      kinds = element.matches("dl, details") ? inner : [...new Set(inner)].sort();
    const own = [...element.attributes].map((one) => attribute(one, drawn)).sort();
    const speaks = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.data.trim(),
    );
    const alone = hash(
      [
        element.nodeName,
        ...own,
        speaks,
        visible(element),
        !drawn && scrolls(element),
        [...(element.labels ?? [])].map(said),
      ].join("|"),
    );
    made.set(element, { alone, whole: hash([alone, ...kinds].join("|")) });
    return made.get(element).whole;
  }

  // What no page before had, made so and held so: everything else says here what it said there.
  let made = new Map();
  function unseen(head = []) {
    made = new Map();
    for (const element of [document.body, ...head]) make(element, made);
    return remembering("parts", (isNew) => {
      const found = head.some((element) => isNew(made.get(element).whole))
        ? [document.documentElement, ...head]
        : [];
      (function look(element, held) {
        if (!isNew(hash(`${element.parentElement.nodeName} ${held} ${made.get(element).whole}`)))
          return;
        found.push(element);
        const role = element.getAttribute("role") ?? "",
          hides = element.matches("[aria-hidden=true], [inert]");
        for (const child of element.children)
          look(child, role || hides ? `${held} ${role} ${hides}` : held);
      })(document.body, document.documentElement.lang ? "" : "no language");
      return found;
    });
  }
  function remembering(name, act) {
    const seen = new Set((sessionStorage.getItem(name) ?? "").split(" ")),
      before = seen.size;
    const found = act((key) => !seen.has(key) && seen.add(key));
    if (seen.size > before) sessionStorage.setItem(name, [...seen].join(" "));
    return found;
  }

  // What can be hit and is covered by another, or small and so near to it that the two may be mistaken; once for each such pair.
  const TARGETS = "a[href], button, input, select, textarea, summary, [tabindex], [role]",
    SIZE = 25;
  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const isSmall = ({ width, height }) => width < SIZE || height < SIZE;
  const off = ([x, y], { left, right, top, bottom }) =>
    Math.hypot(Math.max(left - x, x - right, 0), Math.max(top - y, y - bottom, 0));
  const apart = ([x, y], [otherX, otherY]) => Math.hypot(x - otherX, y - otherY);
  function crowd(one, other) {
    const cover =
      one.left < other.right &&
      other.left < one.right &&
      one.top < other.bottom &&
      other.top < one.bottom;
    return (
      cover ||
      (isSmall(one) && off(middle(one), other) < SIZE / 2) ||
      (isSmall(other) && off(middle(other), one) < SIZE / 2) ||
      (isSmall(one) && isSmall(other) && apart(middle(one), middle(other)) < SIZE)
    );
  }
  function cramped() {
    const all = [...document.body.querySelectorAll(TARGETS)]
      .filter(visible)
      .map((element) => ({ element, at: element.getBoundingClientRect() }))
      .sort((one, other) => one.at.top - other.at.top);
    const up = (length) => Math.max(-SIZE, Math.min(SIZE, Math.round(length))),
      isOf = ({ element, at }) => [
        made.get(element).alone,
        made.get(element.parentElement).alone,
        up(at.width),
        up(at.height),
      ];
    return remembering("pairs", (isNew) => {
      const found = new Set();
      all.forEach((one, index) => {
        for (
          let next = index + 1;
          next < all.length && all[next].at.top < one.at.bottom + SIZE;
          next++
        ) {
          const other = all[next];
          if (
            !crowd(one.at, other.at) ||
            one.element.contains(other.element) ||
            other.element.contains(one.element)
          )
            continue;
          const gaps = [
            other.at.left - one.at.right,
            one.at.left - other.at.right,
            other.at.top - one.at.bottom,
            other.at.top - one.at.top,
          ];
          if (isNew(hash([...isOf(one), ...isOf(other), ...gaps.map(up)].join("|"))))
            found.add(one.element).add(other.element);
        }
      });
      return [...found];
    });
  }

  // Axe is read when there is something to ask.
  function ask(scheme, looks, parts, targets = []) {
    if (!looks.size && !parts?.length && !targets.length) return [];
    if (!globalThis.axe) bringAxe();
    return asked(scheme, looks, parts, targets);
  }

  // Axe's rules, each of the elements it is for: those of colours of the words whose look is fresh, that of sizes of all that can be
  // hit, the others of `parts`. What axe could not decide on about colours is asked again elsewhere.
  async function asked(scheme, looking, parts, targets) {
    const rules = Object.fromEntries(
      COLOURS.values.map((name) => [name, { enabled: looking.size > 0 }]),
    );
    const of = {
        "color-contrast": [...looking.values()],
        "link-in-text-block": [...looking.values()],
        "target-size": targets,
        others: parts,
      },
      nodes = {};
    Object.getPrototypeOf(axe._audit.rules[0]).gather = function () {
      const about = Object.hasOwn(of, this.id) ? this.id : "others";
      nodes[about] ??= of[about]
        .map((element) => axe.utils.getNodeFromTree(element))
        .filter(Boolean);
      return nodes[about].filter(
        (node) =>
          node.actualNode.matches(this.selector) &&
          (!this.excludeHidden || axe.commons.dom.isVisibleToScreenReaders(node)),
      );
    };
    const { violations, incomplete } = await axe.run(document, {
      ...(parts ? { runOnly: LEVELS, rules } : { runOnly: COLOURS }),
      resultTypes: ["violations", "incomplete"],
      elementRef: true,
    });
    const open = new Set(
      incomplete
        .filter((one) => COLOURS.values.includes(one.id))
        .flatMap((one) => one.nodes.map((node) => node.element)),
    );
    const seen = [...looking].flatMap(([key, element]) => (open.has(element) ? [] : [key]));
    if (seen.length)
      sessionStorage.setItem(
        `looks ${scheme}`,
        [sessionStorage.getItem(`looks ${scheme}`) ?? "", ...seen].join(" "),
      );
    return violations.map(
      (one) => (COLOURS.values.includes(one.id) ? `${scheme}: ` : "") + told(one),
    );
  }

  const elements = () => document.body.querySelectorAll("*");
  let shown = new Set(),
    more = [];

  return {
    // Every rule, of what no page before had.
    rules(scheme) {
      shown = new Set([document.body, ...elements()].filter(visible));
      const parts = unseen([...document.head.children]);
      return ask(scheme, fresh(scheme, elements()), parts, cramped());
    },

    // The same of what this width shows and the one before did not: elsewhere the page says what it said there. Null: of nothing.
    rulesOfMore(scheme) {
      more = [...elements()].filter((element) => !shown.has(element) && visible(element));
      if (!more.length) return null;
      const among = new Set(more),
        parts = unseen().filter((element) => among.has(element));
      return parts.length
        ? ask(
            scheme,
            fresh(scheme, more),
            parts,
            cramped().filter((element) => !shown.has(element)),
          )
        : null;
    },

    // The rules of colours once more, in the other scheme.
    colours: (scheme) => ask(scheme, fresh(scheme, elements())),
    coloursOfMore: (scheme) => ask(scheme, fresh(scheme, more)),

    // The same page in the other language, as it comes: what scripts do to it, they did in the first, and what they still would do is off.
    otherwise(html, speaks) {
      for (let timer = setTimeout(() => {}); timer; timer--) clearTimeout(timer);
      const { documentElement, body } = new DOMParser().parseFromString(html, "text/html");
      document.documentElement.lang = documentElement.lang;
      document.body.replaceWith(body);
      return looking.layout(speaks);
    },

    // What a tab knows of looks and parts, for the next one, which from then on knows this and nothing else.
    known: () =>
      Object.fromEntries(Object.entries(sessionStorage).filter(([name]) => KNOWN.includes(name))),
    remember: (known) => KNOWN.forEach((name) => sessionStorage.setItem(name, known[name] ?? "")),

    layout(speaks) {
      const { lang } = document.documentElement,
        { scrollWidth, clientWidth, scrollHeight } = document.documentElement,
        most = clientWidth < 760 ? 6 : 3,
        titles = document.querySelectorAll("h1").length,
        filled = [...document.querySelectorAll(".btn.main")].filter(visible).length;
      return [
        ...(scrollWidth > clientWidth
          ? [`wider than the screen: ${scrollWidth} of ${clientWidth} pixels`]
          : []),
        ...(scrollHeight > most * innerHeight
          ? [`higher than ${most} screens: ${scrollHeight} pixels at ${clientWidth}`]
          : []),
        ...(filled > 1 ? [`${filled} filled buttons`] : []),
        ...(titles === 1 ? [] : [`${titles} h1`]),
        ...(speaks && lang !== speaks ? [`in “${lang}”`] : []),
      ];
    },
  };
})();
