extension InspectionPage {
  /// On narrow screens each row of a table is a block of its own.
  static let style = """
    .frame { overflow: auto; max-height: 85vh; border: 1px solid var(--line); }
    .frame svg { display: block; margin: 0 auto; }
    .key { display: inline-block; padding: .1em .6em; border-radius: .4em; color: #111; font-size: .85em; }
    .key.interface { background: #e8e8e8; } .key.product { background: #a9cbef; } .key.movement { background: #ecd9a8; }
    .key.elementwise { background: #bfe3c5; } .key.control { background: #f2b8b0; } .key.other { background: #d9c6ea; }
    th[data-sorts] { cursor: pointer; text-decoration: underline dotted; }
    td[data-v] { min-width: 7em; }
    .bar { display: block; height: .35em; background: var(--track); margin-top: .2em; }
    .bar i { display: block; height: 100%; background: var(--fill); }
    .peak td { font-weight: 600; }
    @media (max-width: 50em) {
      .layers tr:first-child { display: none; }
      .layers tr, .layers td { display: block; }
      .layers tr { border-bottom: 1px solid var(--line); padding: .6em 0; }
      .layers td { border: 0; padding: .1em 0; }
      .layers td:empty { display: none; }
      .layers td[data-label]::before { content: attr(data-label) ": "; color: var(--dim); } }
    """

  /// A click on a heading sorts by that column, a second one the other way round. The page is whole without.
  static let script = """
    for (const frame of document.querySelectorAll('.frame')) {
      const box = frame.querySelector('rect');
      if (!box) continue;
      const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
      frame.scrollLeft += inner.left + inner.width / 2 - outer.left - outer.width / 2;
    }
    for (const table of document.querySelectorAll('table.layers')) {
      const head = [...table.rows[0].cells];
      head.forEach((cell, column) => {
        let down = true;
        cell.dataset.sorts = '';
        cell.title = 'sort';
        cell.onclick = () => {
          const key = row => { const c = row.cells[column]; return c.dataset.v ? +c.dataset.v : c.textContent; };
          const rows = [...table.rows].slice(1).sort((a, b) => {
            const [x, y] = [key(a), key(b)];
            return (typeof x === 'number' && typeof y === 'number' ? y - x : ('' + x).localeCompare(y)) * (down ? 1 : -1);
          });
          down = !down;
          rows.forEach(row => row.parentNode.append(row));
        };
      });
    }
    """
}
