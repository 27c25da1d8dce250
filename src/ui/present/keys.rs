//! Which key does what while something is shown to a room. Nothing else has a key there, so that no slip changes the map.
//!
//! A clicker sends PageDown and PageUp, some a full stop for a blank screen. While a text field has the keyboard only Escape is read.

use egui::{Context, Event, Key, Modifiers};

use super::slide::Spot;
use super::{Page, PresentState, Wish, fields};
use crate::model::Verdict;
use crate::picture::slide::Hall;
use crate::session::{Command, Session};
use crate::ui::Sink;

/// Something asked for by key or button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Press {
    Next,
    Back,
    First,
    Last,
    Up,
    Down,
    Blank,
    Timer,
    Minutes(i16),
    Spotlight,
    Trail,
    Park,
    Capture,
    Lock,
    Digit(u8),
    Undo,
    Overview,
    Notes,
    Vote,
    Screen,
    Room,
    Remove,
    MoveUp,
    MoveDown,
    Plus,
    Minus,
    Leave,
}

/// What a pressed key asks for on this page.
fn press_of(key: Key, modifiers: Modifiers, page: Page) -> Option<Press> {
    if modifiers.command {
        return (key == Key::Z && !modifiers.shift).then_some(Press::Undo);
    }
    let is_list = page != Page::Slide;
    Some(match key {
        Key::ArrowUp if modifiers.alt => Press::MoveUp,
        Key::ArrowDown if modifiers.alt => Press::MoveDown,
        _ if modifiers.alt => return None,
        Key::V if modifiers.shift => Press::Vote,
        Key::ArrowUp => Press::Up,
        Key::ArrowDown => Press::Down,
        Key::ArrowRight | Key::PageDown | Key::Enter => Press::Next,
        Key::Space if !is_list => Press::Next,
        Key::ArrowLeft | Key::PageUp => Press::Back,
        Key::Backspace if !is_list => Press::Back,
        Key::Home => Press::First,
        Key::End => Press::Last,
        Key::Plus | Key::Equals if is_list => Press::Plus,
        Key::Minus if is_list => Press::Minus,
        Key::Plus | Key::Equals => Press::Minutes(1),
        Key::Minus => Press::Minutes(-1),
        Key::B | Key::Period => Press::Blank,
        Key::T => Press::Timer,
        Key::S => Press::Spotlight,
        Key::P => Press::Trail,
        Key::J => Press::Park,
        Key::Slash => Press::Capture,
        Key::L => Press::Lock,
        Key::U => Press::Undo,
        Key::O | Key::Tab => Press::Overview,
        Key::N => Press::Notes,
        Key::M => Press::Screen,
        Key::R => Press::Room,
        Key::Delete | Key::Backspace => Press::Remove,
        Key::Escape => Press::Leave,
        Key::Num0 => Press::Digit(0),
        Key::Num1 => Press::Digit(1),
        Key::Num2 => Press::Digit(2),
        Key::Num3 => Press::Digit(3),
        Key::Num4 => Press::Digit(4),
        Key::Num5 => Press::Digit(5),
        Key::Num6 => Press::Digit(6),
        Key::Num7 => Press::Digit(7),
        Key::Num8 => Press::Digit(8),
        Key::Num9 => Press::Digit(9),
        _ => return None,
    })
}

/// Does what the keys of this frame ask for, in their order. The keys are taken.
pub fn pressed(ctx: &Context, session: &Session, state: &mut PresentState, sink: &mut Sink) {
    let is_typing = ctx.text_edit_focused();
    let now_s = ctx.input(|input| input.time);
    // Enter and Space belong to a button that has the keyboard.
    let has_button = ctx.memory(|memory| memory.focused()).is_some();
    let (page, has_field) = (state.page, state.field.is_some());
    let mut asked = Vec::new();
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            // Escape ends a field of ours; any other field ends itself.
            if (is_typing && (*key != Key::Escape || !has_field))
                || (has_button && matches!(key, Key::Enter | Key::Space))
            {
                return true;
            }
            match press_of(*key, *modifiers, page) {
                Some(press) => {
                    asked.push(press);
                    false
                }
                None => true,
            }
        });
        if !asked.is_empty() && !is_typing {
            // The key that opens a field is not to be written into it.
            input.events.retain(|event| !matches!(event, Event::Text(_)));
        }
    });
    for press in asked {
        state.press(press, session, now_s, sink);
    }
}

impl PresentState {
    /// What a button in the strip asks for: nothing there needs the session.
    pub(super) fn press_in_frame(&mut self, press: Press, now_s: f64) {
        match press {
            Press::Next => self.go(true),
            Press::Back => self.go(false),
            Press::Overview => self.turn_overview(),
            Press::Notes => self.has_notes = !self.has_notes,
            Press::Lock => self.lock.turn(now_s),
            Press::Park => self.field = Some(fields::Field::park()),
            Press::Leave => self.wishes.push(Wish::Leave),
            _ => {}
        }
    }

    fn press(&mut self, press: Press, session: &Session, now_s: f64, sink: &mut Sink) {
        self.lock.touch(now_s);
        if self.is_blank && press != Press::Leave {
            // Whatever is pressed first brings the picture back, and the blank key does nothing else.
            self.is_blank = false;
            if press == Press::Blank {
                return;
            }
        }
        let is_taken = match (press, self.page) {
            (Press::Leave, _) => {
                self.leave(now_s);
                true
            }
            (_, Page::Overview) => self.press_in_overview(press, session, sink),
            (_, Page::Vote) => self.press_in_vote(press, session, sink),
            (_, Page::Slide) => false,
        };
        if !is_taken {
            self.press_anywhere(press, session, now_s, sink);
        }
    }

    fn press_anywhere(&mut self, press: Press, session: &Session, now_s: f64, sink: &mut Sink) {
        match press {
            Press::Next => self.go(true),
            Press::Back => self.go(false),
            Press::First => self.lectern.go_to(0),
            Press::Last => self.lectern.go_to(usize::MAX),
            Press::Up => self.move_spot(false),
            Press::Down => self.move_spot(true),
            Press::Blank => self.is_blank = true,
            Press::Timer => self.timer.turn(now_s),
            Press::Minutes(by) => self.timer.add_minutes(by, now_s),
            Press::Spotlight => {
                self.spot = if self.spot == Spot::Off { Spot::Pointer } else { Spot::Off };
                let word = if self.spot == Spot::Off {
                    "Spotlight off"
                } else {
                    "Spotlight: pointer, or up and down"
                };
                self.tell(word, now_s);
            }
            Press::Trail => {
                self.trail.turn();
                self.tell(if self.trail.is_on() { "Pointer trail on" } else { "Pointer trail off" }, now_s);
            }
            Press::Park => self.field = Some(fields::Field::park()),
            Press::Capture if self.lock.is_open(now_s) => self.field = Some(fields::Field::capture()),
            Press::Lock => {
                self.lock.turn(now_s);
                if !self.lock.is_open(now_s) {
                    self.tell("Locked", now_s);
                }
            }
            Press::Digit(digit) => self.answer(digit, session, now_s, sink),
            Press::Undo if self.can_take_back(now_s).is_some() || self.lock.is_open(now_s) => {
                sink.command(Command::Undo);
            }
            Press::Overview => self.turn_overview(),
            Press::Notes => self.has_notes = !self.has_notes,
            Press::Vote => {
                self.page = Page::Vote;
                self.vote.open(session);
            }
            Press::Screen => self.wishes.push(Wish::NextScreen),
            Press::Room => {
                let next = match self.hall {
                    Hall::Small => Hall::Normal,
                    Hall::Normal => Hall::Long,
                    Hall::Long => Hall::Small,
                };
                self.hall = next;
                self.wishes.push(Wish::Hall(next));
                self.tell(next.label(), now_s);
            }
            Press::Capture | Press::Remove => self.say_locked(now_s),
            Press::Undo | Press::MoveUp | Press::MoveDown | Press::Plus | Press::Minus | Press::Leave => {}
        }
    }

    fn say_locked(&mut self, now_s: f64) {
        if !self.lock.is_open(now_s) {
            self.tell("Locked: L opens the map for a moment", now_s);
        }
    }

    /// 1 to 4: works, struggles, broken, not asked, said of the link of the stop.
    fn answer(&mut self, digit: u8, session: &Session, now_s: f64, sink: &mut Sink) {
        let verdict = match digit {
            1 => Some(Verdict::Works),
            2 => Some(Verdict::Struggles),
            3 => Some(Verdict::Broken),
            4 => None,
            _ => return,
        };
        if !self.lock.is_open(now_s) {
            self.say_locked(now_s);
            return;
        }
        let link = self.lectern.stop().and_then(|stop| stop.link.clone());
        match link.filter(|link| session.org().link(link).is_some()) {
            Some(link) => sink.command(Command::SetVerdict { link, verdict }),
            None => self.tell("This stop is about no link", now_s),
        }
    }

    fn go(&mut self, on: bool) {
        let pages = self.pages();
        if on {
            self.lectern.next(pages);
        } else {
            self.lectern.back();
        }
    }

    fn move_spot(&mut self, on: bool) {
        let items = self.slides.items();
        self.spot = match self.spot {
            Spot::Off => Spot::Off,
            Spot::Pointer => Spot::Item(if on { 0 } else { items.saturating_sub(1) }),
            Spot::Item(at) if on => Spot::Item((at + 1) % items.max(1)),
            Spot::Item(at) => Spot::Item(at.checked_sub(1).unwrap_or(items.saturating_sub(1))),
        };
    }

    fn turn_overview(&mut self) {
        if self.page == Page::Overview {
            self.page = Page::Slide;
        } else {
            self.page = Page::Overview;
            self.overview.open(self.lectern.place());
        }
    }

    /// Escape: ends what was opened last, and then the walk.
    fn leave(&mut self, now_s: f64) {
        if self.field.take().is_some() {
            return;
        }
        if self.is_blank {
            self.is_blank = false;
        } else if self.page == Page::Vote && self.votes_only {
            self.wishes.push(Wish::Leave);
        } else if self.page != Page::Slide {
            self.page = Page::Slide;
        } else if self.spot != Spot::Off {
            self.spot = Spot::Off;
        } else if self.lock.is_open(now_s) {
            self.lock.close();
        } else {
            self.wishes.push(Wish::Leave);
        }
    }
}
