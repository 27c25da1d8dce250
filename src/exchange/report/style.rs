//! How the HTML report looks: the light theme of the window, the sheet and type of the PDF.

use super::paper::{BODY, COLUMN, FOOT, HEADING, HEIGHT, MARGIN, SECTION, SMALL, TITLE};
use crate::diagnosis::LinkState;
use crate::picture::ThemeName;
use crate::picture::text::{FAMILY, LINE};

/// How wide a sheet's content is when the sheet lies on its long side.
const WIDE: f64 = HEIGHT - 2.0 * MARGIN;

/// The style sheet.
pub(super) fn style() -> String {
    let theme = ThemeName::Light.theme();
    let (ink, soft, paper, desk) = (theme.ink, theme.soft_ink, theme.plate, theme.supplier_fill);
    let hairline = theme.box_outline.over(theme.plate, 45);
    let word = |state: LinkState| theme.state(state).text;
    let (broken, strained) = (word(LinkState::Broken), word(LinkState::Strained));
    let (unknown, sound) = (word(LinkState::Unknown), word(LinkState::Sound));
    let (title, section, heading, body, small) =
        (TITLE.size, SECTION.size, HEADING.size, BODY.size, SMALL.size);
    let accent = theme.accent;
    format!(
        "@page {{ size: A4; margin: {MARGIN}pt {MARGIN}pt {FOOT}pt; }}
@page wide {{ size: A4 landscape; }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: {desk}; color: {ink}; font: {body}pt/{LINE} \"{FAMILY}\", \"Noto Sans\", \"Noto Sans CJK SC\", sans-serif; }}
main {{ max-width: {COLUMN}pt; margin: 0 auto; padding: {MARGIN}pt; box-sizing: content-box; background: {paper}; }}
h1, h2, h3, h4, p, ul, ol, dl, dd {{ margin: 0; padding: 0; overflow-wrap: anywhere; }}
h1 {{ font-size: {title}pt; font-weight: 600; margin-bottom: 2pt; }}
h2, h3, h4 {{ font-size: {heading}pt; font-weight: 600; }}
.first h2 {{ border-bottom: 0.8pt solid {ink}; margin: 14pt 0 6pt; padding-bottom: 1pt; }}
.title {{ font-size: {section}pt; margin-bottom: 5pt; }}
.chapter > h3:not(.title), .chapter > h4 {{ margin: 10pt 0 4pt; break-after: avoid; }}
.chapter > p {{ margin-bottom: 5pt; }}
.chapter > ul {{ padding-left: 11pt; margin-bottom: 5pt; }}
.chapter > ul li {{ margin-bottom: 1.5pt; }}
.handout .customers {{ margin-top: 6pt; }}
figure {{ margin: 10pt 0 0; }}
figcaption {{ margin-top: 8pt; }}
.whole {{ margin: 0; overflow: auto; max-height: 92vh; border-top: 0.5pt solid {hairline}; border-bottom: 0.5pt solid {hairline}; }}
.whole:focus-visible {{ outline: 2pt solid {accent}; outline-offset: -2pt; }}
.whole > div {{ margin: 0 auto; }}
.whole .map {{ max-height: none; }}
.soft {{ color: {soft}; }}
.vision {{ margin-top: 4pt; }}
.customers {{ list-style: none; font-weight: 600; }}
.customers li {{ display: flex; gap: 7pt; margin-bottom: 2pt; }}
.first ul:not(.customers) {{ padding-left: 11pt; }}
.first ul li {{ margin-bottom: 1.5pt; }}
.causes {{ list-style: none; counter-reset: cause; }}
.causes > li {{ counter-increment: cause; position: relative; display: grid; grid-template-columns: 278pt 1fr; gap: 26pt; padding-left: 20pt; margin-bottom: 9pt; }}
.causes > li::before {{ content: counter(cause); position: absolute; left: 0; color: {broken}; font-size: {heading}pt; font-weight: 600; }}
.role {{ font-size: {small}pt; color: {broken}; margin-bottom: 2pt; }}
dl {{ display: grid; grid-template-columns: 46pt 1fr; row-gap: 1.5pt; align-content: start; border-left: 1pt solid {hairline}; padding-left: 8pt; margin: 2pt 0 0 -9pt; }}
dt {{ font-size: {small}pt; font-weight: 600; color: {soft}; padding-top: 0.6pt; }}
.decide {{ font-weight: 600; }}
nav ul {{ list-style: none; display: flex; flex-wrap: wrap; gap: 4pt 14pt; margin: 18pt 0 0; padding: 10pt 0 0; border-top: 0.5pt solid {hairline}; }}
a {{ color: {accent}; }}
.chapter {{ margin-top: 30pt; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-size: {small}pt; margin-bottom: 6pt; font-variant-numeric: tabular-nums; }}
.note {{ padding: 8pt 12pt; }}
caption, .spoken {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }}
th {{ text-align: left; font-weight: 600; background: {desk}; padding: 3.5pt 5pt; vertical-align: top; }}
td {{ padding: 3.5pt 5pt; vertical-align: top; border-bottom: 0.5pt solid {hairline}; overflow-wrap: anywhere; }}
tr {{ break-inside: avoid; }}
.symbols {{ position: absolute; width: 0; height: 0; }}
.mark {{ width: 15pt; height: 9pt; flex: none; margin-top: 1.6pt; }}
td .mark {{ margin: 0 4pt 0 0; vertical-align: -0.5pt; }}
.broken, .strained, .unknown, .sound {{ font-weight: 600; }}
.broken {{ color: {broken}; }}
.strained {{ color: {strained}; }}
.unknown {{ color: {unknown}; }}
.sound {{ color: {sound}; }}
.map {{ display: block; width: 100%; max-height: 90vh; }}
.map text {{ font-family: \"{FAMILY}\", \"Noto Sans\", \"Noto Sans CJK SC\", sans-serif; }}
@media screen and (min-width: 1100px) {{
  .handout {{ max-width: {WIDE}pt; }}
  .handout .chapter, .handout header {{ max-width: {COLUMN}pt; }}
}}
@media print {{
  body {{ background: none; }}
  main {{ max-width: none; padding: 0; }}
  nav {{ display: none; }}
  .sheet {{ break-before: page; margin-top: 0; }}
  .first {{ break-before: auto; break-after: page; }}
  .wide {{ page: wide; }}
  .whole {{ max-height: none; overflow: visible; page: wide; border: 0; }}
  .whole > div {{ min-width: 0 !important; }}
  .whole .map {{ max-height: 480pt; }}
  .wide .map {{ max-height: 480pt; }}
  figure .map {{ max-height: 280pt; }}
  figcaption .map {{ max-height: 80pt; }}
  .causes > li, .customers li {{ break-inside: avoid; }}
}}"
    )
}
