// The edits that take an edit back: a row or a rule that was deleted is written again, one that was added is deleted.

export const deleteRow = (group, id) => ({ kind: "delete_row", group, row: id });

// The id the centre gives to the next row of a rule.
export function nextRow(rows, rule) {
  const numbers = rows.filter((row) => row.rule === rule).map((row) => Number(row.id.slice(rule.length + 1)) || 0);
  return `${rule}.${Math.max(0, ...numbers) + 1}`;
}

export function rowAgain(table, row) {
  const group = table.group.id;
  const id = nextRow(table.rows.filter((each) => each !== row), row.rule);
  return [{ kind: "add_row", group, rule: row.rule }, ...written(group, id, row)];
}

export function ruleAgain(table, card, cases) {
  const group = table.group.id;
  const rows = table.rows.filter((row) => row.rule === card.id);
  return [
    { kind: "set_card", card },
    ...(rows.length ? [] : [deleteRow(group, `${card.id}.1`)]),
    ...rows.flatMap((row, index) => [
      ...(index ? [{ kind: "add_row", group, rule: card.id }] : []),
      ...written(group, `${card.id}.${index + 1}`, row),
    ]),
    { kind: "set_cases", rule: card.id, cases },
  ];
}

function written(group, id, row) {
  return [
    { kind: "set_outcome", group, row: id, outcome: row.outcome },
    ...Object.entries(row.cells).map(([feature, text]) => ({ kind: "set_cell", group, row: id, feature, text })),
  ];
}
