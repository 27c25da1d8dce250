//! ELK layered, through elkjs and node. It measures itself, so the start of node does not count.

use std::process::Command;

use crate::crossings::{Drawing, Place};
use crate::machine::{Outcome, run};
use crate::organisation::Organisation;
use crate::program::{Drawn, place};

/// Reads the contest's text, draws once, and writes: milliseconds, a centre a party, a line a link.
const SCRIPT: &str = r"
const Elk = require((process.env.ELKJS || 'elkjs') + '/lib/elk.bundled.js');
const rows = require('fs').readFileSync(0, 'utf8').split('\n');
const [parties, links] = rows[0].split(' ').map(Number);
const children = [], edges = [];
for (let i = 0; i < parties; i++) children.push({ id: 'n' + i, width: 120, height: 40 });
for (let i = 0; i < links; i++) {
  const [from, to] = rows[1 + parties + i].split(' ');
  edges.push({ id: 'e' + i, sources: ['n' + from], targets: ['n' + to] });
}
const layoutOptions = { 'elk.algorithm': 'layered', 'elk.direction': 'RIGHT', 'elk.edgeRouting': 'POLYLINE',
  'elk.spacing.nodeNode': '24', 'elk.layered.spacing.nodeNodeBetweenLayers': '96' };
const begun = process.cpuUsage();
new Elk().layout({ id: 'root', layoutOptions, children, edges }).then(drawn => {
  const used = process.cpuUsage(begun);
  const out = [String((used.user + used.system) / 1000)];
  for (const box of drawn.children) out.push((box.x + 60) + ' ' + (box.y + 20));
  for (const edge of drawn.edges) {
    const section = edge.sections[0];
    const points = [section.startPoint].concat(section.bendPoints || [], [section.endPoint]);
    out.push(points.map(point => point.x + ' ' + point.y).join(';'));
  }
  process.stdout.write(out.join('\n') + '\n');
});
";

/// Draws with ELK as it comes, lines as polylines.
pub fn draw(organisation: &Organisation) -> Drawn {
    let mut node = Command::new("node");
    node.args(["--stack-size=4000", "-e", SCRIPT]);
    match run(&mut node, &organisation.text()) {
        Outcome::Done(output, _) => {
            let mut lines = output.lines();
            let Some(time) = lines.next().and_then(|line| line.parse().ok()) else {
                return Drawn::Absent("no answer".to_owned());
            };
            let centres: Vec<Place> =
                lines.by_ref().take(organisation.parties.len()).filter_map(place).collect();
            let lines = lines.map(|line| line.split(';').filter_map(place).collect()).collect();
            Drawn::Done(Drawing { centres, lines }, time)
        }
        Outcome::TooSlow => Drawn::TooSlow,
        Outcome::Absent(reason) => Drawn::Absent(reason),
    }
}
