extension QuantizationPage {
  /// On narrow screens each row of a table is a block of its own.
  static let style = """
    :root { --shade: #dcebfa; --advised: #c05600; }
    @media (prefers-color-scheme: dark) { :root { --shade: #24384c; --advised: #f0a050; } }
    h3 { font-size: 1em; margin: 0; }
    .rule { margin: .2em 0 .6em; max-width: 60em; }
    article { border-left: 4px solid var(--dim); margin: 1em 0; padding: .2em 0 .2em 1em; }
    article ul { margin: 0; padding-left: 1.2em; }
    article li { margin: .4em 0; }
    .advised { border-color: var(--advised); } .taken { border-color: var(--good); }
    td small { display: block; }
    td:not(:first-child) { min-width: 4em; }
    svg { display: block; }
    .bars { fill: var(--fill); } .covered { fill: var(--shade); } .raised { fill: var(--bad); }
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
