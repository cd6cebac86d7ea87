// The present view as a SPARQL query over graph.ttl.

import { graph } from "./data.js";
import { FACETS, view } from "./view.js";

const PREFIXES = {
  dcterms: "http://purl.org/dc/terms/",
  kg: "https://w3id.org/kgraph/core#",
  prov: "http://www.w3.org/ns/prov#",
  rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
  rdfs: "http://www.w3.org/2000/01/rdf-schema#",
  skos: "http://www.w3.org/2004/02/skos/core#",
};

/** A query for the claims of the view; those of a neighbourhood or of paths, given in `listed`, are named. */
export function sparql(listed = null) {
  const lines = listed
    ? [naming(listed)]
    : [...FACETS.slice(0, 3).flatMap((facet) => ofClaim[facet]()), ...ofEvidence(), ...ends()];
  if (!listed && view.min > 1)
    lines.push("?claim kg:independentCount ?independent .", `FILTER(?independent >= ${view.min})`);
  const body = [
    "?claim a kg:Claim ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:polarity ?polarity .",
    ...lines,
    "?s skos:prefLabel ?subject . ?p skos:prefLabel ?relation . ?o skos:prefLabel ?object .",
  ];
  return [
    ...Object.entries(PREFIXES).map(([prefix, base]) => `PREFIX ${prefix}: <${base}>`),
    "SELECT DISTINCT ?claim ?subject ?relation ?object ?polarity WHERE {",
    ...body.map((line) => `  ${line}`),
    "}",
    "ORDER BY ?subject ?relation ?object",
    "",
  ].join("\n");
}

/** An IRI reference; what SPARQL does not allow in one is escaped. */
const reference = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (c) => encodeURIComponent(c))}>`;
const literal = (text) => JSON.stringify(text);

/** The IRI that an entity's shortened name stands for. */
export function iriOf(entity) {
  const { curie } = graph.entities[entity];
  const [, prefix, name] = /^([^:]*):(.*)$/s.exec(curie) || [];
  return graph.prefixes[prefix] === undefined ? curie : graph.prefixes[prefix] + name;
}

const polarityOf = (negated) => (negated ? "kg:Negated" : "kg:Affirmed");
const among = (variable, values, not) =>
  `FILTER(${variable} ${not ? "NOT IN" : "IN"} (${values.join(", ")}))`;

/** Filters for what a facet takes in and leaves out, `name` being what its values are called in the graph. */
function choices(facet, variable, name) {
  const lines = [];
  if (view.only[facet].size) lines.push(among(variable, [...view.only[facet]].map(name)));
  if (view.not[facet].size) lines.push(among(variable, [...view.not[facet]].map(name), true));
  return lines;
}

const ofClaim = {
  class() {
    const name = (group) => reference(graph.classes.iri[group]);
    const either = (groups) =>
      `{ { ?s a ?class } UNION { ?o a ?class } ${among("?class", [...groups].map(name))} }`;
    const lines = [];
    if (view.only.class.size) lines.push(`FILTER EXISTS ${either(view.only.class)}`);
    if (view.not.class.size) lines.push(`FILTER NOT EXISTS ${either(view.not.class)}`);
    return lines;
  },
  relation: () => choices("relation", "?p", (value) => reference(graph.relations.iri[value])),
  polarity: () => choices("polarity", "?polarity", polarityOf),
};

function ofEvidence() {
  const certainty = (value) => `kg:${["Certain", "Probable", "Possible", "Uncommitted"][value]}`;
  const lines = [
    ...choices("certainty", "?certainty", certainty),
    ...choices("holder", "?holder", (value) => reference(graph.holders.iri[value])),
    ...choices("basis", "?basis", (value) => reference(graph.bases.iri[value])),
    ...choices("kind", "?kind", (value) => literal(graph.kinds[value])),
    ...choices("document", "?document", (value) => literal(graph.documents.id[value])),
  ];
  if (!lines.length) return [];
  return [
    "FILTER EXISTS {",
    "  ?claim kg:evidence ?evidence .",
    "  ?evidence kg:certainty ?certainty ; kg:holder ?holder ; kg:basis ?basis ; prov:wasQuotedFrom ?source .",
    "  ?source dcterms:identifier ?document .",
    '  OPTIONAL { ?source kg:sourceKind/rdfs:label ?named } BIND(COALESCE(STR(?named), "") AS ?kind)',
    ...lines.map((line) => `  ${line}`),
    "}",
  ];
}

/** The chosen claim, or all claims of the chosen entity. */
function ends() {
  if (view.claim !== null) return [naming([view.claim])];
  if (view.entity !== null)
    return [`FILTER(?s = ${reference(iriOf(view.entity))} || ?o = ${reference(iriOf(view.entity))})`];
  return [];
}

function naming(claims) {
  const rows = [...claims].map((index) => {
    const { subject, relation, object, negated } = graph.claims[index];
    return `(${reference(iriOf(subject))} ${reference(graph.relations.iri[relation])} ${reference(iriOf(object))} ${polarityOf(negated)})`;
  });
  return `VALUES (?s ?p ?o ?polarity) {\n    ${rows.join("\n    ")}\n  }`;
}
