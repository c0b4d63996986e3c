/* The logic of a questionnaire, as cxdesk/surveys/logic has it; every rule is told there. Both are held to
   tests/surveys/logic_cases.json. A survey is a definition as JSON; answers are {question code: value}.
   No dependencies, ES2017. */
var cxdeskLogic = (function () {
  "use strict";
  var BLANK = /^[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]*$/;
  var DAY = /^(\d{4})-(\d\d)-(\d\d)$/, PIPE = /\{\{([^{}\n]{1,120})\}\}/g, PLAIN = /^-?[0-9]{1,300}(\.[0-9]{1,300})?$/;
  var EDGES = /^[ \t\xa0]+|[ \t\xa0]+$/g;
  var DEEPEST = 50, CLOSE = 1e-6;
  var KEYS = ["required", "rows", "unknown", "exclusive", "least", "most", "ranks", "number", "min", "max", "step",
    "total", "date", "characters", "valid"];
  var DECIMALS = { nl: ",", hu: ",", uk: ",", fa: "\u066b" };
  var list = Array.isArray;

  function isText(v) { return typeof v === "string"; }
  function isMap(v) { return v !== null && typeof v === "object" && !list(v); }
  function get(o, key) { return isMap(o) && Object.prototype.hasOwnProperty.call(o, key) ? o[key] : undefined; }
  function put(o, key, value) {
    Object.defineProperty(o, key, { value: value, enumerable: true, configurable: true, writable: true });
  }
  function setting(part, key) { return get(part.settings, key); }
  function yes(v) { return list(v) ? v.length > 0 : isMap(v) ? Object.keys(v).length > 0 : Boolean(v); }
  function points(text) { return Array.from(text, c => c.codePointAt(0)); }

  // Answers
  function isAnswered(v) {
    if (isText(v)) { return !BLANK.test(v); }
    return list(v) || isMap(v) ? yes(v) : v !== null && v !== undefined;
  }
  function numberOf(v) { return typeof v === "number" && !isNaN(v) ? v : null; }
  function readNumber(v) { return isText(v) ? (PLAIN.test(v) ? Number(v) : null) : numberOf(v); }
  function wholeNumber(v) { return Number.isInteger(v) && v >= 1 && v <= 1e9 ? v : 0; }
  function plainText(v) {
    if (isText(v)) { return v; }
    var n = numberOf(v);
    if (n === null || Math.abs(n) >= 1e15) { return null; }
    if (n === Math.trunc(n)) { return String(n); }
    return Math.abs(n) < 1e-6 ? null : String(n);
  }
  function folded(text) {
    return Array.from(text, c => {
      var code = c.codePointAt(0);
      if (code < 0x590 || (code >= 0x1e00 && code <= 0x1fff)) { return c === "\u03c2" ? "\u03c3" : c.toLowerCase(); }
      return c;
    }).join("");
  }
  function before(a, b) {
    var x = points(a), y = points(b);
    for (var i = 0; i < x.length && i < y.length; i++) { if (x[i] !== y[i]) { return x[i] < y[i]; } }
    return x.length < y.length;
  }

  // Conditions; known is {answers, questions (a Map by code), fields}
  function known(survey, answers, fields) {
    var questions = new Map();
    asked(survey).forEach(q => { questions.set(q.code, q); });
    return { answers: answers || {}, questions: questions, fields: fields || {} };
  }
  function asked(survey) {
    return [].concat.apply([], survey.sections.map(s => s.elements.filter(isAsked)));
  }
  function isAsked(q) { return q.kind !== "statement" && q.kind !== "break"; }
  function holds(e, k) { return !yes(e) || check(e, k, 0); }
  function check(e, k, depth) {
    if (!isMap(e) || depth > DEEPEST) { return false; }
    var op = get(e, "op"), of = get(e, "of");
    function part(p) { return check(p, k, depth + 1); }
    if (op === "and") { return list(of) && of.every(part); }
    if (op === "or") { return list(of) && of.some(part); }
    if (op === "not") { return !part(of); }
    return isText(op) && compares(op, e, k);
  }
  function name(v) { return isText(v) ? v : ""; }
  function has(o, key) { return Object.prototype.hasOwnProperty.call(o, key); }
  function compares(op, e, k) {
    var value = has(e, "field") ? get(k.fields, name(e.field)) : get(k.answers, name(get(e, "question")));
    if (!has(e, "field") && has(e, "item")) { value = get(value, name(e.item)); }
    var wanted = get(e, "value"), there = isAnswered(value);
    if (op === "answered" || op === "not_answered") { return there === (op === "answered"); }
    if (!there) { return false; }
    var q = has(e, "field") ? undefined : k.questions.get(name(get(e, "question"))), n = numberOf(value);
    if (q && n !== null && op !== "is" && op !== "one_of"
      && q.choices.some(c => c.declared && c.code === n)) { return false; }
    var comparable = isText(value) || n !== null;
    if (op === "is" || op === "is_not") { return comparable && same(value, wanted) === (op === "is"); }
    if (op === "one_of" || op === "none_of") {
      return list(wanted) && comparable
        && wanted.some(w => same(value, w)) === (op === "one_of");
    }
    if (/^(ticked|not_ticked|all_ticked|count)$/.test(op)) { return list(value) && ticks(op, value, e); }
    if (op === "contains" || op === "not_contains") {
      var text = plainText(value), bit = plainText(wanted);
      return text !== null && bit !== null && folded(text).includes(folded(bit)) === (op === "contains");
    }
    if (!/^[<>]=?$/.test(op)) { return false; }
    if (isText(value) && isText(wanted)) {
      return ordered(op, before(value, wanted), before(wanted, value));
    }
    var a = readNumber(value), b = readNumber(wanted);
    return a !== null && b !== null && ordered(op, a < b, b < a);
  }
  function ordered(op, less, more) {
    return op === "<" ? less : op === ">" ? more : op === "<=" ? !more : op === ">=" ? !less : op === "=" && !less && !more;
  }
  function same(value, wanted) {
    if (isText(value) && isText(wanted)) { return folded(value) === folded(wanted); }
    var n = readNumber(value);
    return n !== null && n === readNumber(wanted);
  }
  function ticks(op, value, e) {
    var wanted = get(e, "value");
    if (op === "count") {
      var n = numberOf(wanted);
      return n !== null && ordered(get(e, "is"), value.length < n, value.length > n);
    }
    if (!list(wanted)) { return false; }
    var there = value.map(plainText).filter(isText);
    var found = wanted.map(w => there.includes(plainText(w)));
    if (op === "all_ticked") { return found.length > 0 && !found.includes(false); }
    return found.includes(true) === (op === "ticked");
  }
  function questionsIn(e) {
    if (!isMap(e)) { return []; }
    var of = get(e, "of"), own = isText(get(e, "question")) ? [e.question] : [];
    return own.concat.apply(own, (list(of) ? of : [of]).map(questionsIn));
  }

  // A random order
  function numbers(seed) {
    var codes = points(seed), h = 1779033703 ^ codes.length, state;
    codes.forEach(c => { h = Math.imul(h ^ c, 3432918353); h = (h << 13) | (h >>> 19); });
    h = Math.imul(h ^ (h >>> 16), 2246822507);
    h = Math.imul(h ^ (h >>> 13), 3266489909);
    state = (h ^ (h >>> 16)) >>> 0;
    return () => {
      state = (state + 0x6d2b79f5) >>> 0;
      var t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
  }
  function mixed(things, moves, seed) {
    var places = [], found = things.slice(), next = numbers(seed), order;
    moves.forEach((m, n) => { if (m) { places.push(n); } });
    order = places.slice();
    for (var last = order.length - 1; last > 0; last--) {
      var other = Math.floor(next() * (last + 1)), kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    places.forEach((place, n) => { found[place] = things[order[n]]; });
    return found;
  }

  // The way through
  function orderOf(survey, seed) {
    var named = setting(survey, "randomise_sections"), codes = list(named) ? named.filter(isText) : [];
    var steps = [], places = new Map(), quotas = new Map();
    function place(key) { if (!places.has(key)) { places.set(key, steps.length); } }
    mixed(survey.sections, survey.sections.map(s => codes.includes(s.code)), seed + " sections")
      .forEach(section => {
        var mixes = yes(setting(section, "randomise"));
        place("section " + section.code);
        mixed(section.elements, section.elements.map(e => mixes && isAsked(e)), seed + " " + section.code)
          .forEach(e => { place("question " + e.code); steps.push([section, e]); });
      });
    quotasOf(survey).forEach(quota => {
      var at = Math.max.apply(null, [0].concat(questionsIn(quota.when).map(c => {
        return places.get("question " + c) || 0;
      })));
      quotas.set(at, (quotas.get(at) || []).concat([quota]));
    });
    return { steps: steps, places: places, quotas: quotas };
  }
  function quotasOf(survey) {
    var told = setting(survey, "quotas"), found = [];
    (list(told) ? told : []).forEach((q, n) => {
      if (isMap(q) && isMap(get(q, "when")) && numberOf(get(q, "most")) !== null) {
        found.push({ name: name(get(q, "name")) || String(n + 1), when: q.when, most: wholeNumber(q.most) });
      }
    });
    return found;
  }
  function hiddenValues(survey, answers, fields) {
    var found = {};
    asked(survey).forEach(q => {
      if (q.look !== "hidden") { return; }
      var field = setting(q, "field");
      var value = has(answers, q.code) ? answers[q.code] : isText(field) ? get(fields, field) : undefined;
      if (yes(value)) { put(found, q.code, value); }
    });
    return found;
  }
  function isShown(e, k) {
    if (!holds(get(e.rules, "show"), k)) { return false; }
    var parent = e.other_of ? k.questions.get(e.other_of) : undefined;
    if (!parent) { return true; }
    function other(part) { return yes(setting(part, "other")); }
    var choices = parent.choices.filter(other), items = parent.items.filter(other);
    if (!choices.length && !items.length) { return true; }
    var value = get(k.answers, parent.code);
    return items.some(i => list(value) && value.includes(i.code))
      || choices.some(c => c.code === numberOf(value));
  }
  function leadsTo(e, k, order, at) {
    var skips = get(e.rules, "skip");
    skips = list(skips) ? skips : [];
    for (var i = 0; i < skips.length; i++) {
      var to = get(skips[i], "to");
      if (!isMap(to)) { continue; }
      var ends = yes(get(to, "end")), place = ends ? null : placeOf(to, order);
      if ((ends || (place !== null && place > at)) && holds(get(skips[i], "when"), k)) { return place; }
    }
    return at + 1;
  }
  function placeOf(to, order) {
    for (var kind of ["question", "section"]) {
      var code = get(to, kind);
      if (isText(code) && code) {
        return order.places.has(kind + " " + code) ? order.places.get(kind + " " + code) : null;
      }
    }
    return null;
  }
  function path(survey, answers, fields, seed, counts) {
    fields = fields || {};
    answers = answers || {};
    var order = orderOf(survey, seed === undefined ? 0 : seed), k = known(survey, {}, fields), stops = [], to = 0;
    var gate = [null, false];
    k.answers = hiddenValues(survey, answers, fields);
    function done(ended, full) {
      return { stops: stops, pages: pagesOf(stops), ended: ended, full: full, reached: k.answers };
    }
    for (var at = 0; at < order.steps.length; at++) {
      var section = order.steps[at][0], e = order.steps[at][1];
      if (at >= to && e.look !== "hidden") {
        if (gate[0] !== section) { gate = [section, holds(get(section.rules, "show"), k)]; }
        if (gate[1] && isShown(e, k)) {
          stops.push({ element: e, section: section });
          if (isAsked(e) && has(answers, e.code)) { put(k.answers, e.code, answers[e.code]); }
          to = leadsTo(e, k, order, at);
          if (to === null) { return done(true, ""); }
        }
      }
      for (var quota of order.quotas.get(at) || []) {
        if (has(counts || {}, quota.name) && counts[quota.name] >= quota.most && holds(quota.when, k)) {
          return done(true, quota.name);
        }
      }
    }
    return done(false, "");
  }
  function pagesOf(stops) {
    var pages = [], last = null;
    stops.forEach(stop => {
      var opens = stop.section !== last && setting(stop.section, "page") !== false;
      if (stop.element.kind === "break") {
        pages.push([]);
      } else if (!pages.length || (opens && pages[pages.length - 1].length)) {
        pages.push([stop]);
      } else {
        pages[pages.length - 1].push(stop);
      }
      last = stop.section;
    });
    return pages.filter(page => page.length);
  }
  function filled(survey, k) {
    return quotasOf(survey).filter(q => holds(q.when, k)).map(q => q.name);
  }

  // What a question offers
  function optionsOf(q, k, seed) {
    function shown(part) { return holds(setting(part, "show"), k); }
    var choices = q.choices.filter(shown), items = q.items.filter(shown), rows = new Map();
    if (!yes(setting(q, "randomise"))) { return { choices: choices, items: items }; }
    var keep = wholeNumber(setting(q, "keep_last")), words = (seed === undefined ? 0 : seed) + " options " + q.code;
    function moved(parts) {
      var last = parts.length - keep;
      return mixed(parts, parts.map((p, n) => {
        return n < last && !(p.declared || isExclusive(p) || yes(setting(p, "other")));
      }), words);
    }
    if (q.items.length < 2) { return { choices: moved(choices), items: items }; }
    items.forEach(i => { rows.set(rowOf(i), (rows.get(rowOf(i)) || []).concat([i])); });
    var firsts = moved(Array.from(rows.values(), parts => parts[0]));
    return { choices: choices, items: [].concat.apply([], firsts.map(f => rows.get(rowOf(f)))) };
  }
  function rowOf(item) {
    var row = setting(item, "row");
    return isText(row) ? "row " + row : "item " + item.code;
  }
  function isExclusive(part) {
    return yes(setting(part, "exclusive")) || Boolean(part.option && part.option.declared);
  }

  // Words put into texts
  function textIn(texts, language) {
    return get(texts, language) || get(texts, "en") || Object.values(texts)[0] || "";
  }
  function piped(text, survey, answers, fields, language) {
    if (!text.includes("{{")) { return text; }
    var questions = known(survey).questions;
    return text.replace(PIPE, (_whole, inner) => {
      var called = inner.replace(EDGES, ""), cut = called.indexOf(":");
      var q = questions.get(called) || questions.get(cut < 0 ? called : called.slice(0, cut)), value;
      if (!q) { value = get(fields, called); return isText(value) ? value : ""; }
      value = get(answers, q.code);
      if (called !== q.code) { value = get(value, called.slice(cut + 1)); }
      return isAnswered(value) ? answerWords(q, value, language) : "";
    });
  }
  function digits(text, language) {
    return language !== "fa" ? text : text.replace(/[0-9]/g, d => String.fromCharCode(0x6f0 + Number(d)));
  }
  function answerWords(q, value, language) {
    if (list(value)) {
      var ticked = value.map(plainText);
      return q.items.filter(i => ticked.includes(i.code))
        .map(i => textIn(i.text, language) || i.code).join(language === "fa" ? "\u060c " : ", ");
    }
    var n = numberOf(value), text = plainText(value) || "";
    var choice = n === null ? undefined : q.choices.find(c => c.code === n);
    if (choice) { return textIn(choice.label, language) || String(choice.code); }
    if (n !== null) { return digits(text.replace(".", DECIMALS[language] || "."), language); }
    return q.kind === "date" && isDay(text) ? day(text, language) : text;
  }
  function day(text, language) {
    var at = new Date(text + "T12:00:00Z"), how = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    if (language === "fa") { how.era = undefined; }
    // The abbreviated "year" of a Ukrainian date never begins a line.
    return at.toLocaleDateString(language === "en" ? "en-GB" : language, how).replace(/ (\u0440\.)$/, "\u00a0$1");
  }
  function isDay(text) {
    var d = DAY.exec(text), at = d && new Date(text + "T12:00:00Z");
    return Boolean(d) && d[1] !== "0000" && !isNaN(at) && at.toISOString().slice(0, 10) === text;
  }

  // Whether an answer is accepted: keys of what it breaks
  function broken(q, answer, k) {
    var options = optionsOf(q, k), found = new Set();
    function add(key) { found.add(key); }
    if (!isAnswered(answer)) {
      var choosable = q.kind === "single" && q.items.length < 2 ? options.choices.length
        : options.items.length || !q.items.length;
      return q.required && choosable ? ["required"] : [];
    }
    if (q.kind === "multiple") {
      ticked(q, list(answer) ? answer : [answer], options, add);
    } else if (isMap(answer)) {
      rowed(q, answer, options, add);
    } else if (q.items.length > 1 && ["nps", "scale", "single", "number"].includes(q.kind)) {
      add("unknown");
    } else {
      single(q, answer, options, add);
    }
    var rule = get(q.rules, "valid");
    if (!found.size && yes(rule)) {
      var here = {};
      Object.keys(k.answers).forEach(code => { put(here, code, k.answers[code]); });
      put(here, q.code, answer);
      if (!holds(rule, { answers: here, questions: k.questions, fields: k.fields })) { add("valid"); }
    }
    return KEYS.filter(key => found.has(key));
  }
  function single(q, answer, options, add) {
    if (["nps", "scale", "single"].includes(q.kind)) {
      if (!offered(q, answer, options)) { add("unknown"); }
    } else if (q.kind === "number") {
      number(q, answer, add);
    } else if (q.kind === "date") {
      date(q, answer, add);
    } else if (!isText(answer)) {
      add("unknown");
    } else {
      var longest = wholeNumber(setting(q, "characters"));
      if (longest && points(answer).length > longest) { add("characters"); }
    }
  }
  function offered(q, answer, options) {
    var value = numberOf(answer);
    function is(c) { return c.code === value; }
    if (value === null) { return false; }
    if (options.choices.some(is)) { return true; }
    if (q.choices.some(is)) { return false; }
    var low = q.scale ? q.scale.low : 0, high = q.scale ? q.scale.high : q.kind === "nps" ? 10 : -1;
    return low <= value && value <= high && Number.isInteger(value);
  }
  function ticked(q, answer, options, add) {
    var shown = new Map(options.items.map(i => [i.code, i]));
    if (!answer.every(c => isText(c) && shown.has(c)) || new Set(answer).size < answer.length) {
      add("unknown");
      return;
    }
    if (!answer.some(c => isExclusive(shown.get(c)))) {
      howMany(q, answer.length, shown.size, add);
    } else if (answer.length > 1) {
      add("exclusive");
    }
  }
  function howMany(q, n, of, add) {
    var most = wholeNumber(setting(q, "most"));
    if (n < Math.min(wholeNumber(setting(q, "least")), of)) { add("least"); }
    if (most && n > most) { add("most"); }
  }
  function rowed(q, answer, options, add) {
    var shown = options.items.map(i => i.code), total = numberOf(setting(q, "total"));
    var given = shown.map(c => get(answer, c)).filter(isAnswered);
    if (Object.keys(answer).some(c => !shown.includes(c))) { add("unknown"); }
    if (q.required && given.length < shown.length && !wholeNumber(setting(q, "least")) && total === null) { add("rows"); }
    if (q.kind !== "number") {
      if (!given.every(v => offered(q, v, options))) { add("unknown"); }
      return;
    }
    var all = given.map(numberOf);
    if (q.look === "ranking") {
      if (new Set(all).size < all.length || !all.every(n => {
        return Number.isInteger(n) && n >= 1 && n <= shown.length;
      })) { add("ranks"); }
      howMany(q, all.length, shown.length, add);
      return;
    }
    given.forEach(v => { number(q, v, add); });
    if (total !== null && Math.abs(all.reduce((a, b) => a + b, 0) - total) > CLOSE) { add("total"); }
  }
  function number(q, answer, add) {
    var value = numberOf(answer), low = numberOf(setting(q, "min")), high = numberOf(setting(q, "max"));
    var step = numberOf(setting(q, "step"));
    if (value === null || Math.abs(value) === Infinity) { add("number"); return; }
    if (low !== null && value < low) { add("min"); }
    if (high !== null && value > high) { add("max"); }
    if (step !== null && step > 0) {
      var steps = (value - (low || 0)) / step;
      if (Math.abs(steps) < 1e15 && Math.abs(steps - Math.trunc(steps + (steps >= 0 ? 0.5 : -0.5))) > CLOSE) { add("step"); }
    }
  }
  function date(q, answer, add) {
    var low = setting(q, "min"), high = setting(q, "max");
    if (!isText(answer) || !isDay(answer)) { add("date"); return; }
    if (isText(low) && isDay(low) && answer < low) { add("min"); }
    if (isText(high) && isDay(high) && answer > high) { add("max"); }
  }

  return { known: known, holds: holds, path: path, pagesOf: pagesOf, options: optionsOf, piped: piped, broken: broken,
    filled: filled, mixed: mixed, numbers: numbers, isAnswered: isAnswered, textIn: textIn, folded: folded };
})();
if (typeof module !== "undefined") { module.exports = cxdeskLogic; }
