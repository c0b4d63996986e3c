// Run with node: what resources/survey/logic.js says to every case of a file, as JSON.
"use strict";
const fs = require("fs");
const logic = require(process.argv[2]);
const told = JSON.parse(fs.readFileSync(process.argv[3], "utf8"));
const codes = (parts) => parts.map((p) => p.code);

function answered(c) {
  const survey = told.surveys[c.survey || "visit"], answers = c.answers || {}, fields = c.fields || {};
  const known = logic.known(survey, answers, fields);
  const seed = c.seed === undefined ? 0 : c.seed;
  if (c.kind === "holds") { return logic.holds(c.expression, known); }
  if (c.kind === "path") {
    const way = logic.path(survey, answers, fields, seed, c.counts);
    return {
      stops: way.stops.map((s) => s.element.code),
      pages: way.pages.map((p) => p.map((s) => s.element.code)),
      ended: way.ended, full: way.full, reached: way.reached,
    };
  }
  if (c.kind === "options") {
    const found = logic.options(known.questions.get(c.question), known, seed);
    return { choices: codes(found.choices), items: codes(found.items) };
  }
  if (c.kind === "broken") { return logic.broken(known.questions.get(c.question), c.answer, known); }
  if (c.kind === "piped") { return logic.piped(c.text, survey, answers, fields, c.language); }
  return logic.mixed(c.moves.map((_, n) => n), c.moves, c.seed);
}
process.stdout.write(JSON.stringify(told.cases.map(answered)));
