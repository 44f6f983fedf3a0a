extension QuantizationPage {
  /// Light or dark as the reader's system; on narrow screens each row of a table is a block of its own.
  static let style = """
    :root { color-scheme: light dark; --line: #ccc; --dim: #666; --fill: #2a6fb0; --shade: #dcebfa;
      --advised: #c05600; --taken: #1c7c3c; --harmless: #666; --mark: #c22; }
    @media (prefers-color-scheme: dark) {
      :root { --line: #444; --dim: #aaa; --fill: #7ab8f0; --shade: #24384c;
        --advised: #f0a050; --taken: #60c080; --harmless: #aaa; --mark: #f66; } }
    body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5em auto; max-width: 80em; padding: 0 1em; }
    h1, code, td, li { overflow-wrap: anywhere; }
    h1 { font-size: 1.5em; }
    h2 { font-size: 1.2em; margin-top: 1.8em; }
    h3 { font-size: 1em; margin: 0; }
    small, .rule { color: var(--dim); font-size: .85em; }
    .rule { margin: .2em 0 .6em; max-width: 60em; }
    .headline { display: flex; flex-wrap: wrap; gap: .6em 2em; list-style: none; padding: 0; }
    .headline b { display: block; font-size: 1.5em; }
    article { border-left: 4px solid var(--harmless); margin: 1em 0; padding: .2em 0 .2em 1em; }
    article ul { margin: 0; padding-left: 1.2em; }
    article li { margin: .4em 0; }
    .advised { border-color: var(--advised); } .taken { border-color: var(--taken); }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .35em .6em; border-bottom: 1px solid var(--line); }
    td small { display: block; }
    td:not(:first-child) { min-width: 4em; }
    svg { display: block; }
    .bars { fill: var(--fill); } .covered { fill: var(--shade); } .raised { fill: var(--mark); }
    @media (max-width: 60em) {
      tr:first-child { display: none; }
      tr, td { display: block; }
      tr { border-bottom: 1px solid var(--line); padding: .6em 0; }
      td { border: 0; padding: .1em 0; }
      td.none { display: none; }
      td:not(:first-child)::before { content: attr(data-label) ": "; color: var(--dim); }
      td small { display: inline; margin-left: .5em; } td:first-child small { display: block; margin: 0; } }
    """
}
