// What the page carries, unpacked: entities, claims, evidence, documents, and the words on demand.

const unpacked = new Map();

/** The JSON value that the element `data-NAME` holds, compressed; read once, kept. */
export function unpack(name) {
  if (!unpacked.has(name)) unpacked.set(name, read(name));
  return unpacked.get(name);
}

async function read(name) {
  const element = document.getElementById(`data-${name}`);
  const binary = atob(element.textContent);
  element.remove();
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  writer.write(bytes);
  writer.close();
  return JSON.parse(await new Response(readable).text());
}

/** The graph, filled once by `load`: arrays of entities and claims, columns of evidence, and their terms. */
export const graph = { entities: [], claims: [], disagreements: [] };

export async function load() {
  const [nodes, edges, core] = await Promise.all(["nodes", "edges", "core", "options"].map(unpack));
  Object.assign(graph, core);
  graph.entities = (nodes.id || []).map((index) => ({
    index,
    label: nodes.label[index],
    curie: core.entities.curie[index],
    group: nodes.group[index],
    classes: core.entities.classes[index],
    x: nodes.x[index],
    y: nodes.y[index],
    size: nodes.size[index],
    claims: [],
  }));
  graph.claims = claims(edges, core.claims);
  for (const claim of graph.claims) {
    graph.entities[claim.subject].claims.push(claim.index);
    if (claim.object !== claim.subject) graph.entities[claim.object].claims.push(claim.index);
  }
  relate(core);
  graph.claimAt = new Map(graph.claims.map((claim) => [claim.id, claim.index]));
  graph.entityAt = new Map(graph.entities.map((entity) => [entity.curie, entity.index]));
  graph.documentAt = new Map(graph.documents.id.map((id, index) => [id, index]));
  return graph;
}

function claims(edges, columns) {
  let first = 0;
  return (edges.id || []).map((id, index) => {
    const claim = {
      index,
      id,
      subject: edges.from[index],
      object: edges.to[index],
      relation: edges.relation[index],
      negated: edges.negated[index],
      certainty: edges.certainty[index],
      evidence: columns.evidence[index],
      documents: columns.documents[index],
      independent: columns.independent[index],
      holders: columns.holders[index],
      belief: columns.belief[index],
      first,
      disputed: false,
      against: [],
      broader: [],
      narrower: [],
    };
    first += claim.evidence;
    return claim;
  });
}

function relate({ disagreements, refinements }) {
  graph.disagreements = disagreements.kind.map((kind, index) => ({
    index,
    kind,
    left: disagreements.left[index],
    right: disagreements.right[index],
  }));
  for (const { kind, left, right } of graph.disagreements) {
    graph.claims[left].disputed = graph.claims[right].disputed = true;
    if (left === right) continue;
    graph.claims[left].against.push({ claim: right, kind });
    graph.claims[right].against.push({ claim: left, kind });
  }
  refinements.narrower.forEach((narrower, index) => {
    const broader = refinements.broader[index];
    graph.claims[narrower].broader.push(broader);
    graph.claims[broader].narrower.push(narrower);
  });
}

/** The evidence of a claim: where each piece stands in its sentence, and the sentence. */
export async function passages(claim) {
  let before = 0;
  for (let number = 0; number < graph.chunks.length; number++) {
    const size = graph.chunks[number];
    if (claim.index < before + size) {
      const chunk = await unpack(`passages-${number}`);
      const skipped = claim.first - graph.claims[before].first;
      return Array.from({ length: claim.evidence }, (_, at) => ({
        ...passage(chunk, skipped + at),
        ...evidence(claim.first + at),
      }));
    }
    before += size;
  }
  return [];
}

function passage(chunk, at) {
  const span = (part) => {
    const [start, end] = chunk.spans.slice(6 * at + 2 * part, 6 * at + 2 * part + 2);
    return start < 0 ? null : [start, end];
  };
  const cues = chunk.cues[at].flatMap((start, place, all) => (place % 2 ? [] : [[start, all[place + 1]]]));
  return {
    cues,
    words: chunk.texts[chunk.text[at]],
    subject: span(0),
    trigger: span(1),
    object: span(2),
    ...chunk.more[at],
  };
}

/** Orders claims: those with the most independent sources first, then the most evidence. */
export function bySupport(a, b) {
  return b.independent - a.independent || b.evidence - a.evidence || a.index - b.index;
}

/** What the columns hold of one piece of evidence. */
export function evidence(number) {
  const columns = graph.evidence;
  return {
    document: columns.document[number],
    certainty: columns.certainty[number],
    holder: columns.holder[number],
    basis: columns.basis[number],
    kind: columns.kind[number],
  };
}
