/* The questionnaire in one file: shows pages by cxdeskLogic, keeps answers until they are saved, gives an answer file.
   Nothing is loaded and nothing is sent. Texts are put in as texts only. ES2017. */
(function () {
  "use strict";
  var told = JSON.parse(document.getElementById("survey").textContent), survey = told.survey, L = cxdeskLogic;
  var STORE = "cxdesk " + told.code + " " + told.version + " " + told.mark;
  var main = document.getElementById("main"), state = null, problems = {}, typed = {}, keeps = true, saved = true;
  var SCALED = ["nps", "csat", "ces", "stars", "faces", "points"];
  var SVG = "http://www.w3.org/2000/svg";

  // What is kept
  function fresh() {
    var bytes = new Uint8Array(16), key = "";
    crypto.getRandomValues(bytes);
    bytes.forEach(b => { key += (b + 256).toString(16).slice(1); });
    return { key: key, language: firstLanguage(), answers: {}, at: hasWelcome() ? -1 : 0, started: now(), done: false };
  }
  function now() { return new Date().toISOString().slice(0, 19) + "Z"; }
  function firstLanguage() {
    var asked = new URLSearchParams(location.search).get("lang") || "";
    var wanted = [asked].concat(navigator.languages || [navigator.language || ""]);
    var found = wanted.map(w => w.slice(0, 2).toLowerCase()).find(w => told.languages.includes(w));
    return found || told.languages[0];
  }
  function recall() {
    try {
      var kept = JSON.parse(localStorage.getItem(STORE));
      if (kept && kept.key && told.languages.includes(kept.language) && kept.answers && typeof kept.answers === "object"
        && Number.isInteger(kept.at)) {
        // What stood in a field and was no number is kept as nothing.
        Object.keys(kept.answers).forEach(code => { if (kept.answers[code] === null) { delete kept.answers[code]; } });
        return kept;
      }
    } catch (_e) { /* a browser may keep nothing for files */ }
    return fresh();
  }
  function remember() {
    saved = false;
    try { localStorage.setItem(STORE, JSON.stringify(state)); } catch (_e) { keeps = false; }
  }
  function forget() { saved = true; try { localStorage.removeItem(STORE); } catch (_e) { /* see recall */ } }
  function tryToKeep() {
    try { localStorage.setItem(STORE + " try", "1"); localStorage.removeItem(STORE + " try"); } catch (_e) { keeps = false; }
  }
  function fields() {
    var found = {};
    new URLSearchParams(location.search).forEach((value, name) => {
      if (Object.keys(found).length < 20) { found["link." + name] = value.slice(0, 200); }
    });
    return found;
  }

  function account() {
    // One page for many customers: the part behind "#" says for whom, and never leaves the browser but in the answer file.
    var asked = new URLSearchParams(location.hash.slice(1)).get("account") || told.account || "";
    return asked.trim().slice(0, 200);
  }

  // Words
  function say(name, values) {
    var text = told.words[state.language][name];
    Object.keys(values || {}).forEach(key => { text = text.split("{" + key + "}").join(values[key]); });
    return text;
  }
  function said(texts) { return L.piped(L.textIn(texts || {}, state.language), survey, way().reached, fields(), state.language); }
  function digits(value) {
    var text = String(value);
    return state.language !== "fa" ? text : text.replace(/([0-9])\.(?=[0-9])/g, "$1\u066b")
      .replace(/[0-9]/g, d => String.fromCharCode(0x6f0 + Number(d)));
  }
  function western(text) {
    return text.replace(/[\u06f0-\u06f9]/g, d => d.charCodeAt(0) - 0x6f0).replace(/[\u0660-\u0669]/g, d => d.charCodeAt(0) - 0x660);
  }
  function plain(text) { return western(text).replace(/[\u066b,]/g, ".").trim(); }
  // A number that is being typed, in digits of any script, as the language writes it; letter for letter.
  function asTyped(text) {
    var flat = western(text);
    return state.language === "fa" ? digits(flat.replace(/[.,]/g, "\u066b")) : flat.replace(/\u066b/g, ".");
  }
  function retype(input) {
    var shown = asTyped(input.value), from = input.selectionStart, to = input.selectionEnd, way = input.selectionDirection;
    if (shown !== input.value) { input.value = shown; input.setSelectionRange(from, to, way); }
  }
  function rtl() { return told.rtl.includes(state.language); }

  // The way
  function way() { return L.path(survey, state.answers, fields(), state.key); }
  function counted(stop) { return stop.element.kind !== "statement" && !stop.element.other_of; }
  function pages(path) {
    if (!survey.settings.one_by_one) { return path.pages; }
    var found = [];
    path.pages.forEach(page => {
      var here = [];
      page.forEach(stop => {
        var own = here.some(s => s.element.code === stop.element.other_of);
        if (!own && here.some(counted)) { found.push(here); here = []; }
        here.push(stop);
      });
      found.push(here);
    });
    return found;
  }
  function hasWelcome() { return Object.keys(survey.intro || {}).length > 0; }
  function broken(q, path) {
    return L.broken(q, state.answers[q.code], L.known(survey, path.reached, fields()));
  }
  function sentence(q, key) {
    var own = (told.messages[q.code] || {})[state.language] || {};
    return L.piped(own[key] || told.sentences[state.language][key], survey, way().reached, fields(), state.language);
  }
  function wrong(stops, path) {
    var found = {};
    stops.forEach(stop => {
      var q = stop.element;
      if (q.kind === "statement") { return; }
      var keys = broken(q, path);
      if (keys.length) { found[q.code] = sentence(q, keys[0]); }
    });
    return found;
  }

  // Elements
  function el(name, props, children) {
    var made = document.createElement(name);
    Object.keys(props || {}).forEach(key => {
      var value = props[key];
      if (value === undefined || value === null || value === false) { return; }
      if (key.slice(0, 2) === "on") { made.addEventListener(key.slice(2), value); }
      else if (key === "text") { made.textContent = value; }
      else if (key === "class") { made.className = value; }
      else { made.setAttribute(key, value === true ? "" : value); }
    });
    (children || []).forEach(child => { if (child) { made.appendChild(child); } });
    return made;
  }
  function para(text, name) { return text ? el("p", { class: name, text: text }) : null; }
  function idOf(q, part) { return "q-" + survey.order.indexOf(q.code) + (part === undefined ? "" : "-" + part); }
  function give(q, value) {
    if (L.isAnswered(value)) { state.answers[q.code] = value; } else { delete state.answers[q.code]; }
    remember();
    if (problems[q.code] && !broken(q, way()).length) { delete problems[q.code]; mark(q); alert(); }
    refresh();
  }
  function ids(q) {
    var hint = Object.keys(q.hint || {}).length ? idOf(q, "hint") : "";
    return [hint, problems[q.code] ? idOf(q, "problem") : ""].filter(Boolean).join(" ") || null;
  }

  // Options
  function choice(q, name, value, label, checked, take, extra) {
    var id = idOf(q, name + "-" + value);
    var input = el("input", { type: "radio", id: id, name: idOf(q, name), value: String(value), onchange: () => { take(value); } });
    input.checked = checked;
    return el("div", { class: extra.class || "option" }, [input, el("label", { for: id }, extra.inside || [el("span", { text: label })])]);
  }
  function scaleCodes(q) {
    var low = q.scale ? q.scale.low : 0, high = q.scale ? q.scale.high : 10, found = [];
    for (var n = low; n <= high; n++) { found.push(n); }
    return found;
  }
  function scaleRow(q, options, name, value, take) {
    var named = new Map(options.choices.map(c => [c.code, c])), codes = scaleCodes(q);
    var all = codes.filter(n => named.has(n) || !q.choices.some(c => c.code === n));
    var worded = all.some(n => named.has(n) && said(named.get(n).label));
    var tiles = el("div", { class: "tiles" + (worded ? " worded" : "") }, all.map((n, at) => {
      var words = named.has(n) ? said(named.get(n).label) : "", inside = [];
      if (q.look === "faces") { inside.push(face(at / Math.max(1, all.length - 1), q.scale && q.scale.reversed)); }
      if (q.look === "stars") { inside.push(el("span", { class: "star", "aria-hidden": "true", text: "\u2605" })); }
      inside.push(el("span", { class: "number", text: digits(n) }));
      if (words) { inside.push(el("span", { class: "word", text: words })); }
      return choice(q, name, n, "", value === n, take, { class: "tile", inside: inside });
    }));
    if (!worded) { tiles.style.setProperty("--n", all.length); }
    if (all.length > 7) { tiles.classList.add("many"); }
    // Ends that their own points say already are not said again below them.
    var tells = n => named.has(n) && said(named.get(n).label);
    var ends = q.scale && !(tells(all[0]) && tells(all[all.length - 1])) ? [said(q.scale.low_label), said(q.scale.high_label)] : ["", ""];
    var below = ends[0] || ends[1] ? el("div", { class: "ends" }, [
      el("span", { text: ends[0] ? digits(all[0]) + " = " + ends[0] : "" }),
      el("span", { text: ends[1] ? digits(all[all.length - 1]) + " = " + ends[1] : "" })]) : null;
    var rest = options.choices.filter(c => !codes.includes(c.code)).map(c => {
      return choice(q, name, c.code, said(c.label) || digits(c.code), value === c.code, take, {});
    });
    return [tiles, below].concat(rest);
  }
  function face(part, reversed) {
    var good = reversed ? 1 - part : part, bend = (good - 0.5) * 6;
    var svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 32 32");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", "face");
    [["circle", { cx: 16, cy: 16, r: 13 }], ["circle", { cx: 11.5, cy: 13, r: 1.4, class: "eye" }],
      ["circle", { cx: 20.5, cy: 13, r: 1.4, class: "eye" }],
      ["path", { d: "M10.5 " + (20.5 - bend * 0.5) + " Q16 " + (20.5 + bend * 1.5) + " 21.5 " + (20.5 - bend * 0.5) }]].forEach(part => {
      var shape = document.createElementNS(SVG, part[0]);
      Object.keys(part[1]).forEach(key => { shape.setAttribute(key, part[1][key]); });
      svg.appendChild(shape);
    });
    return svg;
  }
  function radios(q, options, name, value, take) {
    return options.choices.map(c => {
      var picture = told.pictures[(c.settings || {}).picture], words = said(c.label) || digits(c.code);
      var inside = [picture ? el("img", { src: picture, alt: "" }) : null, el("span", { text: words })];
      return choice(q, name, c.code, "", value === c.code, take, { class: picture ? "option picture" : "option", inside: inside });
    });
  }
  var ROLES = { expectation: "expected", experience: "experienced" };
  function itemWords(i) {
    var role = ROLES[(i.settings || {}).role];
    return said(i.text) || (i.option ? said(i.option.label) : "") || (role ? say(role) : i.code);
  }

  // Questions by their look
  function body(q, path) {
    var options = L.options(q, L.known(survey, path.reached, fields()), state.key), value = state.answers[q.code];
    if (["matrix", "matrix_radio", "pair"].includes(q.look) || (q.items.length > 1 && (SCALED.includes(q.look) || q.kind === "single"))) {
      return matrix(q, options, value || {});
    }
    if (SCALED.includes(q.look)) { return group(q, scaleRow(q, options, "a", value, v => { give(q, v); })); }
    if (q.look === "dropdown") { return dropdown(q, options, value); }
    if (["radio", "yes_no", "consent", "pictures"].includes(q.look)) {
      return group(q, [el("div", { class: q.look === "pictures" ? "pictures" : "list" },
        radios(q, options, "a", value, v => { give(q, v); }))]);
    }
    if (q.look === "ticks") { return ticks(q, options.items, value || []); }
    if (q.look === "matrix_ticks") { return tickMatrix(q, options.items, value || []); }
    if (q.look === "ranking") { return ranking(q, options.items, value || {}); }
    if (q.look === "sum" || (q.kind === "number" && q.items.length > 1)) { return sum(q, options.items, value || {}); }
    if (q.look === "slider") { return slider(q, value); }
    return writing(q, value);
  }
  function legend(q) {
    var parts = [el("span", { class: "text", text: said(q.text) })];
    if (q.required) { parts.push(el("span", { class: "required", text: say("required") })); }
    return parts;
  }
  function hint(q) { var words = said(q.hint); return words ? el("p", { class: "hint", id: idOf(q, "hint"), text: words }) : null; }
  function trouble(q) {
    return el("p", { class: "problem", id: idOf(q, "problem"), text: problems[q.code] || "", hidden: !problems[q.code] });
  }
  function group(q, children) {
    return el("fieldset", { class: "question", id: idOf(q), "aria-describedby": ids(q) },
      [el("legend", {}, legend(q)), hint(q), trouble(q)].concat(children));
  }
  function single(q, input, extra) {
    input.id = idOf(q, "a");
    input.setAttribute("aria-invalid", problems[q.code] ? "true" : "false");
    if (q.required) { input.setAttribute("aria-required", "true"); }
    if (ids(q)) { input.setAttribute("aria-describedby", ids(q)); }
    return el("div", { class: "question", id: idOf(q) },
      [el("label", { class: "legend", for: idOf(q, "a") }, legend(q)), hint(q), trouble(q), input].concat(extra || []));
  }
  function matrix(q, options, value) {
    return group(q, options.items.map((item, at) => {
      var id = idOf(q, "row-" + at), row = { role: "radiogroup", "aria-labelledby": id, class: "row" };
      var take = v => { var next = Object.assign({}, state.answers[q.code]); next[item.code] = v; give(q, next); };
      var inner = q.kind === "single" ? [el("div", { class: "list across" }, radios(q, options, "r" + at, value[item.code], take))]
        : scaleRow(q, options, "r" + at, value[item.code], take);
      return el("div", row, [el("div", { class: "row-text", id: id, text: itemWords(item) }), el("div", { class: "row-body" }, inner)]);
    }));
  }
  function dropdown(q, options, value) {
    var input = el("select", { onchange: e => { give(q, e.target.value === "" ? null : Number(e.target.value)); } },
      [el("option", { value: "", text: say("choose") })].concat(options.choices.map(c => {
        return el("option", { value: String(c.code), text: said(c.label) || digits(c.code) });
      })));
    input.value = value === undefined ? "" : String(value);
    return single(q, input);
  }
  function alone(item) { return Boolean((item.settings || {}).exclusive || (item.option && item.option.declared)); }
  function tick(q, items, item, on) {
    var before = state.answers[q.code] || [], next = before.filter(c => c !== item.code);
    if (on) {
      var lonely = items.filter(alone).map(i => i.code);
      next = alone(item) ? [item.code] : next.filter(c => !lonely.includes(c)).concat([item.code]);
    }
    give(q, items.map(i => i.code).filter(c => next.includes(c)));
    items.forEach((i, at) => {
      var box = document.getElementById(idOf(q, "t-" + q.items.indexOf(i)));
      if (box) { box.checked = next.includes(i.code); }
    });
  }
  function box(q, items, item, value, words) {
    var id = idOf(q, "t-" + q.items.indexOf(item)), picture = told.pictures[(item.settings || {}).picture];
    var input = el("input", { type: "checkbox", id: id, onchange: e => { tick(q, items, item, e.target.checked); } });
    input.checked = value.includes(item.code);
    return el("div", { class: "option" }, [input, el("label", { for: id },
      [picture ? el("img", { src: picture, alt: "" }) : null, el("span", { text: words })])]);
  }
  function ticks(q, items, value) {
    return group(q, [el("div", { class: "list" }, items.map(i => box(q, items, i, value, itemWords(i))))]);
  }
  function named(parts, code) {
    var found = (Array.isArray(parts) ? parts : []).find(p => (Array.isArray(p) ? p[0] : p.code) === code);
    return said(Array.isArray(found) ? found[1] : found ? found.text : {}) || code;
  }
  function tickMatrix(q, items, value) {
    var rows = new Map();
    items.forEach(i => {
      var cut = i.code.indexOf(":"), row = i.settings.row || (cut < 0 ? i.code : i.code.slice(0, cut));
      rows.set(row, (rows.get(row) || []).concat([[i, i.settings.column || i.code.slice(cut + 1)]]));
    });
    return group(q, Array.from(rows.keys()).map((row, at) => {
      var id = idOf(q, "row-" + at);
      return el("div", { role: "group", "aria-labelledby": id, class: "row" }, [
        el("div", { class: "row-text", id: id, text: named(q.settings.rows, row) }),
        el("div", { class: "row-body list across" }, rows.get(row).map(pair => {
          return box(q, items, pair[0], value, named(q.settings.columns_of, pair[1]));
        }))]);
    }));
  }
  function ranking(q, items, value) {
    return group(q, items.map((item, at) => {
      var id = idOf(q, "p-" + at), input = el("select", { id: id, onchange: e => {
        var next = Object.assign({}, state.answers[q.code]);
        if (e.target.value === "") { delete next[item.code]; } else { next[item.code] = Number(e.target.value); }
        give(q, next);
      } }, [el("option", { value: "", text: "\u2013" })].concat(items.map((_i, n) => {
        return el("option", { value: String(n + 1), text: digits(n + 1) });
      })));
      input.value = value[item.code] === undefined ? "" : String(value[item.code]);
      return el("div", { class: "place" }, [input, el("label", { for: id, text: itemWords(item) })]);
    }));
  }
  function number(text) {
    var flat = plain(text);
    return flat === "" ? null : /^-?[0-9]{0,15}(\.[0-9]{1,15})?$/.test(flat) && flat !== "-" ? Number(flat) : NaN;
  }
  function numeric(id, value, take) {
    var input = el("input", { type: "text", inputmode: "decimal", autocomplete: "off", id: id, class: "short",
      // While a keyboard still puts a word together, its letters are left alone.
      oninput: e => { if (!e.isComposing) { retype(e.target); } typed[e.target.id] = e.target.value; take(number(e.target.value)); },
      oncompositionend: e => { retype(e.target); typed[e.target.id] = e.target.value; } });
    // What is no number stands there as it was typed, until it is mended.
    input.value = value === undefined || value === null ? "" : isNaN(value) ? typed[id] || "" : digits(value);
    return input;
  }
  function sum(q, items, value) {
    var total = q.settings.total, line = total === undefined || total === null ? null : el("p", { class: "hint", "aria-live": "polite" });
    function count() {
      var given = state.answers[q.code] || {}, all = Object.keys(given).reduce((n, c) => n + (given[c] || 0), 0);
      if (line) { line.textContent = say("shared", { n: digits(all), total: digits(total) }); }
    }
    var rows = items.map((item, at) => {
      var id = idOf(q, "p-" + at), input = numeric(id, value[item.code], v => {
        var next = Object.assign({}, state.answers[q.code]);
        if (v === null) { delete next[item.code]; } else { next[item.code] = v; }
        give(q, next);
        count();
      });
      return el("div", { class: "place" }, [input, el("label", { for: id, text: itemWords(item) })]);
    });
    count();
    return group(q, rows.concat([line]));
  }
  function slider(q, value) {
    var low = q.settings.min === undefined || q.settings.min === null ? 0 : q.settings.min;
    var high = q.settings.max === undefined || q.settings.max === null ? 100 : q.settings.max;
    var shown = el("output", { for: idOf(q, "a"), text: value === undefined ? say("move") : digits(value) + unit(q) });
    var input = el("input", { type: "range", min: low, max: high, step: q.settings.step || "1", class: value === undefined ? "untouched" : "",
      "aria-valuetext": value === undefined ? say("move") : null });
    input.value = value === undefined ? (low + high) / 2 : value;
    function take() { shown.textContent = digits(input.value) + unit(q); input.className = ""; input.removeAttribute("aria-valuetext"); give(q, Number(input.value)); }
    input.addEventListener("input", take);
    input.addEventListener("click", take);
    return single(q, input, [el("div", { class: "ends" }, [el("span", { text: digits(low) }), el("span", { text: digits(high) })]), shown]);
  }
  function unit(q) { var words = said(q.settings.unit); return words ? "\u00a0" + words : ""; }
  function writing(q, value) {
    var input, take = e => { give(q, e.target.value.trim() ? e.target.value : null); };
    if (q.kind === "number") {
      input = numeric(idOf(q, "a"), value, v => { give(q, v); });
      return single(q, input, [unit(q) ? el("span", { class: "unit", text: unit(q) }) : null]);
    }
    if (q.kind === "date") {
      input = el("input", { type: "date", min: q.settings.min, max: q.settings.max, oninput: take, class: "short" });
    } else if (q.look === "text") {
      input = el("textarea", { rows: "4", oninput: take });
    } else {
      input = el("input", { type: "text", oninput: take });
    }
    input.value = value === undefined ? "" : value;
    return single(q, input);
  }

  // The page
  var drawn = "";
  function outline(stops, path) {
    return JSON.stringify(stops.map(stop => {
      var e = stop.element, o = e.kind === "statement" ? null : L.options(e, L.known(survey, path.reached, fields()), state.key);
      return [e.code, said(e.text), said(e.hint), o && o.choices.map(c => [c.code, said(c.label)]), o && o.items.map(i => [i.code, said(i.text)])];
    }));
  }
  function refresh() {
    var path = way(), all = pages(path), here = all[Math.min(state.at, all.length - 1)] || [];
    if (state.at >= 0 && state.at < all.length && outline(here, path) !== drawn) {
      var active = document.activeElement, id = active && active.id, at = active && active.selectionStart;
      draw();
      var again = id && document.getElementById(id);
      if (again) {
        again.focus();
        try { again.setSelectionRange(at, at); } catch (_e) { /* not a text */ }
      }
    }
    progress(path);
  }
  function mark(q) {
    var line = document.getElementById(idOf(q, "problem")), input = document.getElementById(idOf(q, "a"));
    if (line) { line.textContent = problems[q.code] || ""; line.hidden = !problems[q.code]; }
    if (input) { input.setAttribute("aria-invalid", problems[q.code] ? "true" : "false"); }
  }
  function progress(path) {
    var all = pages(path).length, bar = document.getElementById("progress");
    if (bar) { bar.max = Math.max(1, all); bar.value = Math.max(0, Math.min(state.at, all)); }
    var text = document.getElementById("place");
    if (text) { text.textContent = say("place", { n: digits(Math.min(state.at + 1, all)), all: digits(all) }); }
  }
  function draw() {
    var path = way(), all = pages(path);
    document.documentElement.lang = state.language;
    document.documentElement.dir = rtl() ? "rtl" : "ltr";
    document.title = said(survey.name);
    document.getElementById("title").textContent = said(survey.name);
    languages();
    main.textContent = "";
    drawn = "";
    if (state.at < 0) { welcome(); } else if (state.done || !all.length) { end(path); } else {
      state.at = Math.min(state.at, all.length - 1);
      page(all, path);
    }
  }
  function languages() {
    var holder = document.getElementById("languages");
    holder.textContent = "";
    if (told.languages.length < 2) { return; }
    var input = el("select", { id: "language", onchange: e => { state.language = e.target.value; remember(); retell(); draw(); document.getElementById("language").focus(); } },
      told.languages.map(code => el("option", { value: code, lang: code, text: told.names[code] || code })));
    input.value = state.language;
    holder.appendChild(el("label", { for: "language", class: "hidden", text: say("language") }));
    holder.appendChild(input);
  }
  function retell() {
    var path = way(), codes = Object.keys(problems);
    problems = {};
    codes.forEach(code => {
      var stop = path.stops.find(s => s.element.code === code), keys = stop ? broken(stop.element, path) : [];
      if (keys.length) { problems[code] = sentence(stop.element, keys[0]); }
    });
  }
  function unkept() { return keeps ? null : para(say("unkept"), "hint unkept"); }
  function promised() { return say("promise") || (account() ? say("by_name") : ""); }
  function welcome() {
    main.appendChild(el("div", { class: "card" }, [para(said(survey.intro), "voice"), para(promised(), "hint promise"), unkept()]));
    main.appendChild(el("div", { class: "buttons" }, [el("button", { type: "button", class: "primary", text: say("begin"), onclick: () => { go(0); } })]));
  }
  function page(all, path) {
    var here = all[state.at], before = null, last = state.at === all.length - 1;
    drawn = outline(here, path);
    // What is not asked any more is no problem any more.
    Object.keys(problems).forEach(code => { if (!here.some(s => s.element.code === code)) { delete problems[code]; } });
    var form = el("form", { novalidate: true, onsubmit: e => { e.preventDefault(); next(); } });
    form.appendChild(el("div", { class: "progress" }, [el("label", { for: "progress", id: "place" }), el("progress", { id: "progress" })]));
    form.appendChild(el("div", { id: "alert", role: "alert", class: "alert", tabindex: "-1" }));
    if (state.at === 0 && !hasWelcome()) { [para(promised(), "hint promise"), unkept()].forEach(p => { if (p) { form.appendChild(p); } }); }
    here.forEach(stop => {
      if (stop.section !== before) {
        var title = said(stop.section.title), first = state.at === 0 || !all[state.at - 1].some(s => s.section === stop.section);
        if (title) { form.appendChild(el("h2", { text: title })); }
        if (first) { var words = para(said(stop.section.intro), "voice"); if (words) { form.appendChild(words); } }
        before = stop.section;
      }
      form.appendChild(stop.element.kind === "statement" ? statement(stop.element) : body(stop.element, path));
    });
    form.appendChild(el("div", { class: "buttons" }, [
      el("button", { type: "submit", class: "primary", text: last ? say("finish") : say("next") }),
      state.at > 0 || hasWelcome() ? el("button", { type: "button", text: say("back"), onclick: () => { go(state.at - 1); } }) : null]));
    main.appendChild(form);
    progress(path);
    alert();
  }
  function statement(q) {
    return el("div", { class: "statement" }, [para(said(q.text), "voice"), para(said(q.hint), "hint")]);
  }
  function alert() {
    var n = Object.keys(problems).length, place = document.getElementById("alert");
    if (place) { place.textContent = n ? say(n === 1 ? "one_problem" : "problems", { n: digits(n) }) : ""; }
  }
  // The browser's own back and forward turn the pages, and never leave them before the first.
  function turn(way) { try { history[way]({ at: state.at }, ""); } catch (_e) { /* a browser may not for files */ } }
  function turned(at) {
    var path = way(), all = pages(path);
    state.done = at >= all.length && all.length > 0 && !Object.keys(wrong(path.stops, path)).length;
    if (state.done && !state.finished) { state.finished = now(); }
    show(Math.max(hasWelcome() ? -1 : 0, Math.min(at, state.done ? all.length : all.length - 1)));
  }
  function go(at) {
    state.at = at;
    turn("pushState");
    show(at);
  }
  function show(at) {
    state.at = at;
    problems = {};
    remember();
    draw();
    window.scrollTo(0, 0);
    var first = main.querySelector("h2, .question, .statement, h1, .card");
    if (first) { first.setAttribute("tabindex", "-1"); first.focus({ preventScroll: true }); }
  }
  function stay(found, path, all) {
    var at = all.findIndex(page => page.some(stop => found[stop.element.code]));
    state.at = at;
    problems = found;
    turn("replaceState");
    remember();
    draw();
    var code = all[at].map(s => s.element).find(q => found[q.code]);
    var holder = document.getElementById(idOf(code)), input = holder && holder.querySelector("input, select, textarea");
    if (input) { input.focus(); }
  }
  function next() {
    var path = way(), all = pages(path), found = wrong(all[state.at] || [], path);
    if (Object.keys(found).length) { stay(found, path, all); return; }
    if (state.at < all.length - 1) { go(state.at + 1); return; }
    found = wrong(path.stops, path);
    if (Object.keys(found).length) { stay(found, path, all); return; }
    state.done = true;
    state.finished = now();
    go(all.length);
  }

  // The answer file
  function answerFile() {
    return JSON.stringify({
      cxdesk_answers: 1, survey: told.code, version: told.version, key: state.key, language: state.language,
      answers: way().reached, fields: fields(), started: state.started, finished: state.finished,
      account: account() || undefined
    });
  }
  function end() {
    var text = answerFile(), name = "answers-" + told.file + "-" + state.key.slice(0, 8) + ".json";
    var status = el("p", { role: "status", class: "status" });
    var area = el("textarea", { id: "copy", readonly: true, rows: "5", dir: "ltr", class: "code" });
    area.value = text;
    var thanks = said(survey.thanks) || say("thanks");
    main.appendChild(el("div", { class: "card" }, [
      el("h2", { text: thanks }), para(say("send"), ""),
      el("div", { class: "buttons" }, [
        el("button", { type: "button", class: "primary", id: "save", text: say("save"), onclick: () => {
          var url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
          var link = el("a", { href: url, download: name });
          document.body.appendChild(link);
          link.click();
          link.remove();
          setTimeout(() => { URL.revokeObjectURL(url); }, 10000);
          forget();
          status.textContent = say("saved", { name: "\u2068" + name + "\u2069" });
        } }),
        el("button", { type: "button", text: say("back"), onclick: () => { state.done = false; go(pages(way()).length - 1); } })]),
      status,
      el("label", { for: "copy", text: say("or_copy") }), area,
      el("div", { class: "buttons" }, [
        el("button", { type: "button", text: say("copy"), onclick: () => {
          area.focus();
          area.select();
          var done = () => { status.textContent = say("copied"); };
          if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, () => { document.execCommand("copy"); done(); }); }
          else { document.execCommand("copy"); done(); }
        } }),
        el("button", { type: "button", text: say("again"), onclick: () => {
          if (window.confirm(say("sure"))) { forget(); var lang = state.language; state = fresh(); state.language = lang; go(state.at); }
        } })])]));
  }

  survey.order = [].concat.apply([], survey.sections.map(s => s.elements.map(e => e.code)));
  state = { language: told.languages[0] };
  tryToKeep();
  state = recall();
  turn("replaceState");
  window.addEventListener("popstate", e => { if (e.state && Number.isInteger(e.state.at)) { turned(e.state.at); } });
  window.addEventListener("beforeunload", e => {
    if (!keeps && !saved && Object.keys(state.answers).length) { e.preventDefault(); e.returnValue = ""; }
  });
  draw();
})();
