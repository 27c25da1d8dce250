//! A timer on the wall: it counts up, or down from so many minutes. Seconds come from outside.

/// A timer.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Timer {
    /// When it was started, seconds of some clock; `None` while it is off.
    since_s: Option<f64>,
    /// From how many minutes it counts down; 0 counts up.
    minutes: u16,
}

/// The most minutes: a working day.
const MOST_MINUTES: u16 = 600;

impl Timer {
    /// Starts it at `now_s`, or turns it off.
    pub fn turn(&mut self, now_s: f64) {
        self.since_s = if self.since_s.is_some() { None } else { Some(now_s) };
    }

    /// Whether it is on the wall.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.since_s.is_some()
    }

    /// Counts down from so many minutes more, or fewer; at 0 it counts up. It begins anew, and is on.
    pub fn add_minutes(&mut self, by: i16, now_s: f64) {
        self.minutes = self.minutes.saturating_add_signed(by).min(MOST_MINUTES);
        self.since_s = Some(now_s);
    }

    /// The seconds that it shows at `now_s`; below zero when the time is over. `None` while it is off.
    #[must_use]
    pub fn seconds(&self, now_s: f64) -> Option<i64> {
        let gone = (now_s - self.since_s?).max(0.0);
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates; nobody waits that long")]
        let gone = gone.floor() as i64;
        Some(if self.minutes == 0 { gone } else { i64::from(self.minutes) * 60 - gone })
    }

    /// `4:05`, `1:20:00`; `over by 0:30` when the time is over. `None` while it is off.
    #[must_use]
    pub fn text(&self, now_s: f64) -> Option<String> {
        let seconds = self.seconds(now_s)?;
        let shown = seconds.unsigned_abs();
        let (hours, minutes, rest) = (shown / 3600, shown / 60 % 60, shown % 60);
        let text = if hours > 0 {
            format!("{hours}:{minutes:02}:{rest:02}")
        } else {
            format!("{minutes}:{rest:02}")
        };
        Some(if seconds < 0 { format!("over by {text}") } else { text })
    }
}
