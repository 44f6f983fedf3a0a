extension VerificationPage {
  /// Light or dark as the reader's system; on narrow screens each row of a table is a block of its own.
  static let style = """
    :root { color-scheme: light dark; --line: #ccc; --dim: #666; --fill: #2a6fb0; --good: #1c7c3c; --bad: #c22;
      --track: #e6e6e6; }
    @media (prefers-color-scheme: dark) {
      :root { --line: #444; --dim: #aaa; --fill: #7ab8f0; --good: #60c080; --bad: #f66; --track: #333; } }
    body { font: 15px/1.45 system-ui, sans-serif; margin: 1.5em auto; max-width: 80em; padding: 0 1em; }
    h1, p, code, td, li, small { overflow-wrap: anywhere; }
    h1 { font-size: 1.4em; }
    h2 { font-size: 1.2em; margin-top: 1.8em; }
    small, .rule { color: var(--dim); font-size: .85em; }
    .verdict { border-left: 6px solid; padding: .4em 0 .4em .8em; font-size: 1.2em; }
    .verdict.good { border-color: var(--good); } .verdict.good b { color: var(--good); }
    .verdict.bad { border-color: var(--bad); } .verdict.bad b { color: var(--bad); }
    .problems { padding-left: 1.2em; } .problems li { margin: .6em 0; }
    .problems li > b:first-child, .differs td:last-child, p.differs, .over b { color: var(--bad); }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; vertical-align: top; padding: .3em .6em; border-bottom: 1px solid var(--line); }
    th { white-space: nowrap; }
    .differs td:first-child { box-shadow: inset 3px 0 var(--bad); }
    .h0 { background: rgba(40, 150, 90, .18); } .h1 { background: rgba(214, 72, 36, .08); }
    .h2 { background: rgba(214, 72, 36, .18); } .h3 { background: rgba(214, 72, 36, .32); }
    .h4 { background: rgba(214, 72, 36, .46); } .h5 { background: rgba(214, 72, 36, .62); }
    .h6 { background: rgba(214, 72, 36, .82); } .rule span { padding: .1em .4em; white-space: nowrap; color: CanvasText; }
    .strip { display: flex; height: 2em; margin: .6em 0; border: 1px solid var(--line); }
    .strip i { flex: 1; } .strip .x { border-bottom: 4px solid var(--bad); }
    .need { margin: 1em 0; } .need small { display: block; }
    .bar { position: relative; height: .9em; background: var(--track); margin: .3em 0; max-width: 48em; }
    .bar i { position: absolute; inset: 0 auto 0 0; background: var(--fill); } .over .bar i { background: var(--bad); }
    .bar em { position: absolute; top: -.25em; bottom: -.25em; border-left: 2px solid CanvasText; margin-left: -2px; }
    .wide { overflow-x: auto; } .wide svg { min-width: 44em; width: 100%; max-width: 68em; display: block; }
    @media (max-width: 60em) {
      tr:first-child { display: none; }
      tr, td { display: block; }
      tr { border-bottom: 1px solid var(--line); padding: .6em 0; }
      td { border: 0; padding: .1em .3em; }
      td[class], td[data-label] { display: inline-block; margin-right: .6em; }
      td:first-child { display: block; font-weight: 600; }
      td[data-label]:not(:first-child)::before { content: attr(data-label) ": "; opacity: .7; } }
    """
}
