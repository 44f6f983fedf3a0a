extension VerificationPage {
  /// On narrow screens each row of a table is a block of its own.
  static let style = """
    .verdict { border-left: 6px solid; padding: .4em 0 .4em .8em; font-size: 1.2em; }
    .verdict.good { border-color: var(--good); } .verdict.good b { color: var(--good); }
    .verdict.bad { border-color: var(--bad); } .verdict.bad b { color: var(--bad); }
    .problems { padding-left: 1.2em; } .problems li { margin: .6em 0; }
    .problems li > b:first-child, .differs td:last-child, p.differs, li.differs, .over b { color: var(--bad); }
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
