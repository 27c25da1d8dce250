//! Every kind of file is sound: HTML that is well-formed and runs nothing, CSV that no spreadsheet runs, PDF whose page one is one
//! page; the same bytes every time.

use proptest::prelude::*;
use throughline::exchange::report::ReportFormat;
use throughline::model::Org;

use super::{bytes_of, change, connect, need, org_of, text_of};
use crate::common::random_org;

pub(super) const HOSTILE: [&str; 10] = [
    "<script>alert(1)</script>",
    "\"onload=\"alert(1)",
    "'><image href='http://example.org/x'/>",
    "]]><!--",
    "</style><script>url(http://example.org)",
    "nul\u{0}bell\u{7}\u{FFFE}",
    "right\u{202E}to left\u{2066}",
    "采购部门 \u{645}\u{631}\u{62D}\u{628}\u{627} \u{5E9}\u{5DC}\u{5D5}\u{5DD}",
    "| a | [b](javascript:alert(1)) *c* `d`",
    "=HYPERLINK(\"http://example.org\")",
];

/// Every name and text of it is `words`.
pub(super) fn org_named(words: &str) -> Org {
    let customer = format!("*{words}");
    let mut org = org_of(words, &[words, words, &customer]);
    for (supplier, customer) in [(0, 1), (1, 2)] {
        let link = connect(&mut org, supplier, customer);
        need(&mut org, &link, &format!("x{words}"), &[(200, 7)]);
    }
    change(&mut org, Vec::new());
    org
}

/// Parses it, and looks for anything that runs or that asks for something from elsewhere.
pub(super) fn check_html(text: &str) -> Result<(), String> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let document =
        roxmltree::Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    const ALLOWED: &str = "html head meta title style body main article header section nav figure figcaption h1 h2 h3 h4 p ul ol li div dl dt dd \
                           table caption colgroup col thead tbody tr th td a br span svg symbol use rect circle path polygon text";
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let name = node.tag_name().name();
        if !ALLOWED.split_whitespace().any(|allowed| allowed == name) {
            return Err(format!("element {name}"));
        }
        for attribute in node.attributes() {
            let is_link = attribute.name() == "href" || attribute.name() == "src";
            if attribute.name().starts_with("on") || (is_link && !attribute.value().starts_with('#')) {
                return Err(format!("{name} {}={}", attribute.name(), attribute.value()));
            }
        }
        if name == "style" {
            let style = node.text().unwrap_or_default().replace("url(data:font/ttf;base64,", "");
            if style.contains("url(") || style.contains("@import") {
                return Err("a style that asks for something".to_owned());
            }
        }
    }
    let ids: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
    if unique.len() != ids.len() {
        return Err("an id that is there twice".to_owned());
    }
    Ok(())
}

fn check_csv(text: &str) -> Result<(), String> {
    let text = text.strip_prefix('\u{FEFF}').ok_or("no mark of UTF-8")?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|error| error.to_string())?.clone();
    if headers.len() != 12 {
        return Err(format!("{headers:?}"));
    }
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        for cell in &record {
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
                return Err(format!("a spreadsheet would run {cell:?}"));
            }
        }
    }
    Ok(())
}

/// The numbers of the sheets that the chapters begin on, in their order; page one is the first.
pub(super) fn check_pdf(bytes: &[u8]) -> Result<Vec<usize>, String> {
    if !bytes.starts_with(b"%PDF-") || !bytes.ends_with(b"%%EOF") {
        return Err("no PDF".to_owned());
    }
    let text = String::from_utf8_lossy(bytes);
    let sheets = text.matches("/Type /Page\n").count();
    if !text.contains(&format!("/Count {sheets}\n")) {
        return Err(format!("{sheets} sheets, and another number in the tree"));
    }
    let destination = |rest: &str| rest.split(' ').next().and_then(|number| number.parse::<usize>().ok());
    let chapters: Option<Vec<usize>> = text.split("/Dest [").skip(1).map(destination).collect();
    chapters.ok_or_else(|| "a chapter without a sheet".to_owned())
}

#[test]
fn hostile_names_do_no_harm_in_any_file() {
    let long = "long ".repeat(40);
    for words in HOSTILE.into_iter().chain([long.as_str()]) {
        let org = org_named(words);
        let html = text_of(&org, ReportFormat::Html);
        assert_eq!(check_html(&html), Ok(()), "{words:?}");
        assert_eq!(check_csv(&text_of(&org, ReportFormat::Csv)), Ok(()), "{words:?}");
        let chapters = check_pdf(&bytes_of(&org, ReportFormat::Pdf)).expect(words);
        assert_eq!(chapters[1], chapters[0] + 1, "page one of {words:?} is one page");
        let markdown = text_of(&org, ReportFormat::Markdown);
        assert!(!markdown.contains("<script") && !markdown.contains("[b]("), "{words:?}");
    }
    let html = text_of(&org_named("采购部门"), ReportFormat::Html);
    assert!(html.contains("采购部门"), "letters of every script are there");
}

#[test]
fn the_checks_can_fail() {
    assert!(check_html("<html><script/></html>").is_err());
    assert!(check_html("<html><p>a<br></p></html>").is_err());
    assert!(check_html("<html><a href=\"http://example.org\"/></html>").is_err());
    assert!(check_csv("\u{FEFF}a,b\r\n").is_err());
    let headers = "a,b,c,d,e,f,g,h,i,j,k,l\r\n";
    assert!(check_csv(&format!("\u{FEFF}{headers}=1,,,,,,,,,,,\r\n")).is_err());
    assert!(check_pdf(b"%PDF-1.7 and no end").is_err());
}

#[test]
fn letters_that_the_font_lacks_can_still_be_copied_and_boxes_are_owned_up_to() {
    // The table from codes to letters, as it stands in the file: 采 is U+91C7.
    let has = |words: &str, code: &str| {
        String::from_utf8_lossy(&bytes_of(&org_named(words), ReportFormat::Pdf)).contains(code)
    };
    assert!(has("采购部门", "<91C7>") && !has("Plain", "<91C7>"));
    // No font has a letter for private use; the foot's remark brings the only "B" of the small print.
    assert!(has("\u{10FFFD}", "<0042>") && !has("plain", "<0042>"));
}

#[test]
fn the_day_in_a_pdf_is_the_day_of_the_report() {
    let bytes = bytes_of(&org_named("Plain"), ReportFormat::Pdf);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("(D:20261121"), "the day asked for");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_file_of_every_organisation_is_sound(org in random_org::org()) {
        prop_assert_eq!(check_html(&text_of(&org, ReportFormat::Html)), Ok(()));
        prop_assert_eq!(check_csv(&text_of(&org, ReportFormat::Csv)), Ok(()));
        let chapters = check_pdf(&bytes_of(&org, ReportFormat::Pdf)).map_err(TestCaseError::fail)?;
        prop_assert_eq!(chapters[1], chapters[0] + 1, "page one is one page");
        for format in ReportFormat::ALL {
            prop_assert_eq!(bytes_of(&org, format), bytes_of(&org.clone(), format));
        }
    }
}
