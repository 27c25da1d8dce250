//! Noticing that somebody else has saved.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use throughline::storage::{DiskNews, DiskWatch, FileHash, GLANCE_EVERY, Occasion, READ_EVERY};

fn look(watch: &mut DiskWatch, now: Instant, occasion: Occasion) -> Option<DiskNews> {
    let look = watch.next_look(now, occasion)?;
    Some(watch.note(look.take(), now))
}

#[test]
fn a_change_is_seen_at_the_next_look_and_stays_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.org.ron");
    fs::write(&path, "one").unwrap();
    let start = Instant::now();
    let mut watch = DiskWatch::new(&path, FileHash::of(b"one"), start);

    assert_eq!(look(&mut watch, start, Occasion::Time), None, "not due");
    assert_eq!(look(&mut watch, start + GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
    fs::write(&path, "two, longer").unwrap();
    assert_eq!(look(&mut watch, start + GLANCE_EVERY, Occasion::Time), None, "not due again yet");
    let changed = DiskNews::Changed(FileHash::of(b"two, longer"));
    assert_eq!(look(&mut watch, start + 2 * GLANCE_EVERY, Occasion::Time), Some(changed));
    assert_eq!(look(&mut watch, start + 3 * GLANCE_EVERY, Occasion::Time), Some(changed));
    fs::write(&path, "one").unwrap();
    assert_eq!(look(&mut watch, start + 4 * GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
}

/// Same size, same time: only reading tells.
#[test]
fn a_change_that_size_and_time_do_not_show_is_found_by_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.org.ron");
    let write = |text: &str| {
        fs::write(&path, text).unwrap();
        let old = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
    };
    write("one");
    let start = Instant::now();
    let mut watch = DiskWatch::new(&path, FileHash::of(b"one"), start);
    assert_eq!(look(&mut watch, start + GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
    write("two");
    let changed = Some(DiskNews::Changed(FileHash::of(b"two")));
    assert_eq!(look(&mut watch, start + 2 * GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
    assert_eq!(look(&mut watch.clone(), start + 2 * GLANCE_EVERY, Occasion::Focus), changed);
    assert_eq!(look(&mut watch, start + GLANCE_EVERY + READ_EVERY, Occasion::Time), changed);
}

#[test]
fn a_deleted_file_is_news_and_a_sleeping_share_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("share").join("a.org.ron");
    fs::create_dir(path.parent().unwrap()).unwrap();
    let start = Instant::now();
    let mut watch = DiskWatch::new(&path, FileHash::of(b"one"), start);
    assert_eq!(look(&mut watch, start, Occasion::Focus), Some(DiskNews::Gone));
    fs::remove_dir(path.parent().unwrap()).unwrap();
    let mut watch = DiskWatch::new(&path, FileHash::of(b"one"), start);
    assert_eq!(look(&mut watch, start, Occasion::Focus), Some(DiskNews::Unchanged));
    let mut watch = DiskWatch::new(Path::new("a\0b"), FileHash::of(b"one"), start);
    assert_eq!(look(&mut watch, start, Occasion::Focus), Some(DiskNews::Unchanged));
}

/// Its time and size are those of before: what comes back is read all the same.
#[test]
fn a_file_that_was_moved_away_and_back_is_no_news_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let (path, away) = (folder.path().join("a.org.ron"), folder.path().join("away"));
    fs::write(&path, "one").unwrap();
    let start = Instant::now();
    let mut watch = DiskWatch::new(&path, FileHash::of(b"one"), start);
    assert_eq!(look(&mut watch, start + GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
    fs::rename(&path, &away).unwrap();
    assert_eq!(look(&mut watch, start + 2 * GLANCE_EVERY, Occasion::Time), Some(DiskNews::Gone));
    assert_eq!(watch.news(), DiskNews::Gone);
    fs::rename(&away, &path).unwrap();
    assert_eq!(look(&mut watch, start + 3 * GLANCE_EVERY, Occasion::Time), Some(DiskNews::Unchanged));
}

/// A look that was ordered before our own save tells nothing about the file after it.
#[test]
fn a_look_from_before_our_own_save_is_worthless() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.org.ron");
    fs::write(&path, "one").unwrap();
    let now = Instant::now();
    let before =
        DiskWatch::new(&path, FileHash::of(b"one"), now).next_look(now, Occasion::Focus).unwrap().take();
    fs::write(&path, "ours").unwrap();
    let mut after = DiskWatch::new(&path, FileHash::of(b"ours"), now);
    assert_eq!(after.note(before, now), DiskNews::Unchanged);
}
