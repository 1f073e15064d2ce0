// Cells copied from a table are pasted into a grid of fields: from the field one is in to the right and below.

// The rows of what was copied, each a list of cells; none where it is one cell only.
export function cellsOf(text) {
  const rows = text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => line.split("\t"));
  return rows.length > 1 || rows[0].length > 1 ? rows : [];
}

// Puts the rows into the fields (rows of fields) from that place on; gives how many fields were filled.
export function fillCells(fields, rows, top, left) {
  let filled = 0;
  rows.forEach((row, down) =>
    row.forEach((cell, right) => {
      const field = fields[top + down]?.[left + right];
      if (!field) return;
      field.value = cell.trim();
      filled += 1;
    }),
  );
  return filled;
}

function fieldsOf(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-paste]")]);
}

globalThis.document?.addEventListener("paste", (event) => {
  const field = event.target.closest?.("[data-paste]");
  const rows = field ? cellsOf(event.clipboardData.getData("text/plain")) : [];
  if (!rows.length) return;
  event.preventDefault();
  const fields = fieldsOf(field.closest("table"));
  const top = fields.findIndex((row) => row.includes(field));
  fillCells(fields, rows, top, fields[top].indexOf(field));
});
