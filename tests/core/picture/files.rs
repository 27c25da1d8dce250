//! The map as a file: SVG, PNG and PDF show what the display list says, in every theme and whatever the names are.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use throughline::exchange::drawing::{Drawing, DrawingError, PictureFormat, drawing};
use throughline::exchange::pdf::pdf;
use throughline::exchange::png::{Size, png};
use throughline::exchange::svg::svg;
use throughline::layout::{Grouping, Point, Rect};
use throughline::model::{Org, PartyId, View};
use throughline::picture::text::{TextStyle, Weight};
use throughline::picture::{
    Anchor, Color, Dash, DisplayList, Geometry, Level, Levels, Part, Path, PictureInput, Segment, Shape,
    Shown, Stroke, Subject, TextRun, Theme, ThemeName, sheet,
};

use super::fixtures::{clinic, drawn, named_org, today};
use super::svg::check as check_svg;

fn sheet_of(org: &Org, theme: &Theme) -> DisplayList {
    let drawn = drawn(org.clone(), View::Chain, Grouping::Departments);
    sheet(&PictureInput {
        org: &drawn.org,
        diagnosis: &drawn.diagnosis,
        layout: &drawn.layout,
        theme,
        selected: &Subject::None,
        lit: None,
        hidden: &BTreeSet::new(),
    })
}

/// A PNG, unpacked.
struct Pixels {
    width: usize,
    height: usize,
    bytes: Vec<u8>,
}

impl Pixels {
    fn of(file: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("it fits")];
        let info = reader.next_frame(&mut bytes).expect("whole");
        assert_eq!(info.color_type, png::ColorType::Rgb);
        Self { width: info.width as usize, height: info.height as usize, bytes }
    }

    fn at(&self, point: Point, list: &DisplayList, scale: f64) -> [u8; 3] {
        let place = |value: f64, least: f64| ((value - least) * scale).floor().max(0.0) as usize;
        let (x, y) = (place(point.x, list.bounds.min.x), place(point.y, list.bounds.min.y));
        let start = (y.min(self.height - 1) * self.width + x.min(self.width - 1)) * 3;
        [self.bytes[start], self.bytes[start + 1], self.bytes[start + 2]]
    }
}

fn is_color(pixel: [u8; 3], color: Color) -> bool {
    [color.red, color.green, color.blue].into_iter().zip(pixel).all(|(one, other)| one.abs_diff(other) <= 3)
}

fn near(list: &DisplayList) -> impl Iterator<Item = &Shape> {
    list.shapes.iter().filter(|shape| shape.levels.contains(Level::Near))
}

#[test]
fn a_png_shows_boxes_and_states_where_the_list_has_them() {
    for theme in ThemeName::ALL {
        let theme = theme.theme();
        let list = sheet_of(&clinic(), theme);
        let size = Size::of(&list, None).expect("it fits");
        let pixels = Pixels::of(&png(&list, theme, size).expect("a picture"));
        assert_eq!((pixels.width, pixels.height), (size.width as usize, size.height as usize));
        assert!((pixels.width as f64 - list.bounds.width() * 2.0).abs() <= 1.0, "two pixels a unit");
        assert!(is_color(pixels.at(list.bounds.min, &list, size.scale), theme.canvas), "the ground");
        let (mut boxes, mut lines, mut words) = (0, 0, 0);
        for shape in near(&list) {
            match &shape.geometry {
                Geometry::Rect { rect, fill: Some(fill), .. }
                    if shape.part == Part::Body && matches!(shape.subject, Subject::Party(_)) =>
                {
                    let inside = Point::new(rect.min.x + 12.0, rect.min.y + rect.height() / 2.0);
                    assert!(is_color(pixels.at(inside, &list, size.scale), *fill), "{:?}", shape.subject);
                    boxes += 1;
                }
                Geometry::Line { path, stroke }
                    if shape.part == Part::Body && matches!(shape.subject, Subject::Link(_)) =>
                {
                    let shows = |point: &Point| is_color(pixels.at(*point, &list, size.scale), stroke.color);
                    let between = |pair: &[Point]| {
                        let step = |share: f64| {
                            let (from, to) = (pair[0], pair[1]);
                            Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
                        };
                        (0..200).map(|step| f64::from(step) / 200.0).map(step).any(|point| shows(&point))
                    };
                    let is_seen = path.flattened().iter().any(|run| run.windows(2).any(between));
                    assert!(is_seen || path.segments.is_empty(), "{:?}", shape.subject);
                    lines += 1;
                }
                Geometry::Text(run) => {
                    let bounds = run.bounds();
                    let inked = (0..400).any(|place| {
                        let (across, along) = (f64::from(place % 40) / 40.0, f64::from(place / 40) / 10.0);
                        let x = bounds.min.x + bounds.width() * across;
                        let y = bounds.min.y + bounds.height() * along;
                        is_color(pixels.at(Point::new(x, y), &list, size.scale), run.color)
                    });
                    assert!(inked, "{}", run.text);
                    words += 1;
                }
                _ => {}
            }
        }
        let org = clinic();
        assert_eq!((boxes, lines), (org.parties().len(), org.links().len()));
        assert!(words > 40, "{words}");
    }
}

#[test]
fn the_same_map_gives_the_same_file_and_a_width_is_kept() {
    let theme = ThemeName::Light.theme();
    let list = sheet_of(&clinic(), theme);
    let size = Size::of(&list, Some(640)).expect("it fits");
    let file = png(&list, theme, size).expect("a picture");
    assert_eq!(file, png(&list, theme, size).expect("a picture"));
    assert_eq!(Pixels::of(&file).width, 640);
    let file = pdf(&list, "Clinic", today(), theme);
    assert_eq!(file, pdf(&list, "Clinic", today(), theme));
    let drawn = drawn(clinic(), View::Chain, Grouping::Departments);
    let (org, diagnosis, layout) = (&drawn.org, &drawn.diagnosis, &drawn.layout);
    let shown = &Shown::everything(org);
    let asked = Drawing { org, diagnosis, shown, layout, theme, width: Some(1_000_000) };
    assert!(matches!(drawing(&asked, PictureFormat::Png), Err(DrawingError::TooLarge(_))));
}

/// What a PDF of one sheet says: its sides, and its words as they can be copied.
struct SheetOfPdf {
    width: f64,
    height: f64,
    words: Vec<String>,
}

fn read_pdf(file: &[u8]) -> Result<SheetOfPdf, String> {
    let text = String::from_utf8_lossy(file);
    if !file.starts_with(b"%PDF-") || !file.ends_with(b"%%EOF") || text.matches("/Type /Page\n").count() != 1
    {
        return Err("no PDF of one sheet".to_owned());
    }
    let sides = text.split("/MediaBox [").nth(1).and_then(|rest| rest.split(']').next()).ok_or("no sheet")?;
    let sides: Vec<f64> = sides.split_whitespace().filter_map(|side| side.parse().ok()).collect();
    if text.matches("/FontFile2 ").count() != 2 || text.matches("/Length1 ").count() != 2 {
        return Err("the fonts are not inside".to_owned());
    }
    let content = inflated(file).ok_or("the drawing cannot be unpacked")?;
    Ok(SheetOfPdf { width: sides[2], height: sides[3], words: words_of(&content, &letters_of(&text)) })
}

/// The stream of the sheet: the only one that is packed.
fn inflated(file: &[u8]) -> Option<Vec<u8>> {
    let find = |needle: &[u8], from: usize| {
        file[from..].windows(needle.len()).position(|part| part == needle).map(|place| place + from)
    };
    let packed = find(b"/FlateDecode", 0)?;
    let start = find(b"stream\n", packed)? + b"stream\n".len();
    let mut content = Vec::new();
    flate2::read::ZlibDecoder::new(&file[start..]).read_to_end(&mut content).ok()?;
    Some(content)
}

/// The tables from codes to letters, by the font's name.
fn letters_of(text: &str) -> BTreeMap<char, BTreeMap<u16, char>> {
    let mut fonts = BTreeMap::new();
    for (name, table) in ['R', 'S'].into_iter().zip(text.split("begincmap").skip(1)) {
        let table = table.split("endcmap").next().unwrap_or_default();
        let mut letters = BTreeMap::new();
        for line in table.lines() {
            let mut codes = line.split(['<', '>', ' ']).filter(|part| !part.is_empty());
            let (Some(code), Some(letter), None) = (codes.next(), codes.next(), codes.next()) else {
                continue;
            };
            let units: Vec<u16> = (0..letter.len() / 4)
                .filter_map(|place| u16::from_str_radix(&letter[place * 4..place * 4 + 4], 16).ok())
                .collect();
            let letter = char::decode_utf16(units).next().and_then(Result::ok);
            if let (Ok(code), 4, Some(letter)) = (u16::from_str_radix(code, 16), code.len(), letter) {
                letters.insert(code, letter);
            }
        }
        fonts.insert(name, letters);
    }
    fonts
}

/// Every shown string, decoded.
fn words_of(content: &[u8], fonts: &BTreeMap<char, BTreeMap<u16, char>>) -> Vec<String> {
    let (mut words, mut font, mut codes) = (Vec::new(), 'R', Vec::new());
    let mut place = 0;
    while let Some(byte) = content.get(place).copied() {
        place += 1;
        match byte {
            b'(' => codes = literal(content, &mut place),
            b'<' => {
                let end = content[place..].iter().position(|byte| *byte == b'>').expect("it ends") + place;
                let hex = String::from_utf8_lossy(&content[place..end]).into_owned();
                let bytes =
                    (0..hex.len() / 2).filter_map(|at| u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).ok());
                codes = bytes.collect();
                place = end + 1;
            }
            b'/' => {
                if let Some(name @ (b'R' | b'S')) = content.get(place) {
                    font = char::from(*name);
                }
            }
            b'T' if content.get(place) == Some(&b'j') => {
                let letter = |pair: &[u8]| fonts[&font].get(&u16::from_be_bytes([pair[0], pair[1]])).copied();
                words.push(codes.chunks_exact(2).filter_map(letter).collect());
            }
            _ => {}
        }
    }
    words
}

/// A string between brackets; `place` stands behind the first one, and behind the last one afterwards.
fn literal(content: &[u8], place: &mut usize) -> Vec<u8> {
    let (mut bytes, mut depth) = (Vec::new(), 1);
    while let Some(byte) = content.get(*place).copied() {
        *place += 1;
        match byte {
            b'\\' => {
                let escaped = content[*place];
                *place += 1;
                bytes.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'0'..=b'7' => {
                        let digits = &content[*place - 1..*place + 2];
                        *place += 2;
                        digits.iter().fold(0_u8, |value, digit| (value << 3) | (digit - b'0'))
                    }
                    other => other,
                });
            }
            b')' if depth == 1 => break,
            _ => {
                depth += i32::from(byte == b'(') - i32::from(byte == b')');
                bytes.push(byte);
            }
        }
    }
    bytes
}

#[test]
fn a_pdf_is_one_sheet_of_the_maps_size_with_every_word_in_it() {
    for theme in ThemeName::ALL {
        let list = sheet_of(&clinic(), theme.theme());
        let read = read_pdf(&pdf(&list, "Riverside Clinic", today(), theme.theme())).expect("a PDF");
        assert!((read.width - list.bounds.width() * 0.75).abs() < 0.01, "an inch is 96 units");
        assert!((read.height - list.bounds.height() * 0.75).abs() < 0.01);
        let expected: Vec<&str> = near(&list)
            .filter_map(|shape| match &shape.geometry {
                Geometry::Text(run) => Some(run.text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(read.words, expected);
        assert!(expected.contains(&"Laboratory") && expected.contains(&"Riverside Clinic"));
    }
    assert!(read_pdf(b"%PDF-1.7 %%EOF").is_err());
}

#[test]
fn a_map_larger_than_a_sheet_may_be_is_made_smaller() {
    let list = crowd(40, 40_000.0);
    let read = read_pdf(&pdf(&list, "", today(), ThemeName::Light.theme())).expect("a PDF");
    assert!(read.width <= 14_400.0 && read.height <= 14_400.0, "{} {}", read.width, read.height);
    let share = list.bounds.height() / list.bounds.width();
    assert!((read.height / read.width - share).abs() < 1e-3);
}

/// Boxes with words in rows, each linked with the one thousands of units on.
fn crowd(teams: u32, width: f64) -> DisplayList {
    let mut list = DisplayList::default();
    let ink = Color::rgb(0x20_30_40);
    let columns = teams.isqrt().max(1);
    let step = width / f64::from(columns);
    let place = |team: u32| Point::new(f64::from(team % columns) * step, f64::from(team / columns) * 120.0);
    for team in 0..teams {
        let (from, to) = (place(team), place((team * 7 + 3) % teams));
        let handle_from = Point::new(from.x + 300.0, from.y);
        let segments = vec![
            Segment::Move(from),
            Segment::Cubic { handle_from, handle_to: Point::new(to.x - 300.0, to.y), to },
        ];
        let dash = match team % 3 {
            0 => Dash::Solid,
            1 => Dash::Dashes { on: 9.0, off: 5.0 },
            _ => Dash::Dots { every: 6.0 },
        };
        let line =
            Geometry::Line { path: Path { segments }, stroke: Stroke { dash, ..Stroke::solid(ink, 1.5) } };
        list.push(Shape::new(Subject::None, Part::Body, Levels::ALL, line));
    }
    for team in 0..teams {
        let (id, from) = (Subject::Party(PartyId::from(format!("team-{team}").as_str())), place(team));
        let rect = Rect { min: from, max: Point::new(from.x + 80.0, from.y + 40.0) };
        let fill = Some(Color::rgb(0xFF_FF_FF));
        let stroke = Some(Stroke::solid(ink, 1.0));
        let body = Geometry::Rect { rect, radius: 7.0, fill, stroke };
        list.push(Shape::new(id.clone(), Part::Body, Levels::ALL, body));
        let style = TextStyle::new(12.0, Weight::SemiBold);
        let at = Point::new(from.x + 40.0, from.y + 24.0);
        let words = TextRun { text: format!("Team {team}"), at, anchor: Anchor::Middle, style, color: ink };
        list.push(Shape::new(id, Part::Detail, Levels::MIDDLE_AND_NEAR, Geometry::Text(words)));
    }
    list
}

#[test]
fn five_thousand_teams_are_a_file_of_every_kind() {
    let theme = ThemeName::Light.theme();
    let list = crowd(5000, 30_000.0);
    let size = Size::of(&list, Some(3000)).expect("it fits");
    let pixels = Pixels::of(&png(&list, theme, size).expect("a picture"));
    assert_eq!(pixels.width, 3000);
    let white = Color::rgb(0xFF_FF_FF);
    for shape in near(&list).filter(|shape| matches!(shape.geometry, Geometry::Rect { .. })).step_by(61) {
        let middle = Point::new(shape.bounds.min.x + 20.0, shape.bounds.min.y + 20.0);
        let around = [(0.0, 0.0), (10.0, 0.0), (20.0, 8.0), (40.0, -8.0), (30.0, 4.0)];
        let is_white = |(x, y): (f64, f64)| {
            is_color(pixels.at(Point::new(middle.x + x, middle.y + y), &list, size.scale), white)
        };
        assert!(around.into_iter().any(is_white), "{:?}", shape.subject);
    }
    assert_eq!(read_pdf(&pdf(&list, "Crowd", today(), theme)).expect("a PDF").words.len(), 5000);
    assert_eq!(check_svg(&svg(&list, "Crowd", "", theme)), Ok(()));
}

const HOSTILE: [&str; 9] = [
    "",
    "a",
    "采购部门办公室",
    "مستشفى الأمل (قسم 7)",
    "अस्पताल स्वागत कक्ष",
    "👩\u{200D}⚕\u{FE0F} 🇨🇭 😀",
    "nul\u{0}bell\u{7}escape\u{1b}\u{202E}turned\u{10FFFD}",
    "<b>(\\)%</b> \u{5E9}\u{5DC}\u{5D5}\u{5DD} & \"x\"",
    "e\u{301}\u{301}\u{301}\u{301} Ｗ",
];

#[test]
fn hostile_names_make_sound_files_of_every_kind() {
    let theme = ThemeName::Dark.theme();
    let long = "W".repeat(200);
    let orgs = HOSTILE.into_iter().chain([long.as_str()]).map(named_org);
    for org in orgs.chain([Org::default()]) {
        let list = sheet_of(&org, theme);
        assert_eq!(check_svg(&svg(&list, &org.name, &org.name, theme)), Ok(()), "{:?}", org.name);
        let size = Size::of(&list, Some(300)).expect("it fits");
        assert_eq!(Pixels::of(&png(&list, theme, size).expect("a picture")).width, 300, "{:?}", org.name);
        let read = read_pdf(&pdf(&list, &org.name, today(), theme)).expect("a PDF");
        assert!(!read.words.is_empty(), "{:?}", org.name);
    }
    let nothing = DisplayList::default();
    let size = Size::of(&nothing, None).expect("it fits");
    assert_eq!(Pixels::of(&png(&nothing, theme, size).expect("a picture")).width, 2);
    assert!(read_pdf(&pdf(&nothing, "", today(), theme)).expect("a PDF").words.is_empty());
}

#[test]
fn words_that_the_bundled_font_lacks_are_found_and_copied() {
    let theme = ThemeName::Light.theme();
    let list = sheet_of(&named_org("采购部门"), theme);
    let read = read_pdf(&pdf(&list, "", today(), theme)).expect("a PDF");
    assert!(read.words.iter().any(|words| words == "采购部门"), "{:?}", read.words);
    let text = svg(&list, "", "", theme);
    let document = roxmltree::Document::parse(&text).expect("well-formed");
    let words = document.descendants().filter(|node| node.tag_name().name() == "text");
    assert!(words.filter_map(|node| node.text()).any(|words| words == "采购部门"));
    // Where this machine has a font for them, what is drawn is its outline, and every outline that is used is there.
    let uses: Vec<&str> = document.descendants().filter_map(|node| node.attribute("href")).collect();
    let ids: BTreeSet<String> =
        document.descendants().filter_map(|node| node.attribute("id")).map(|id| format!("#{id}")).collect();
    assert!(uses.iter().all(|target| ids.contains(*target)), "{uses:?}");
    assert_eq!(uses.is_empty(), !text.contains("fill=\"none\">采购部门"));
}
