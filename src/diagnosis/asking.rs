//! Why a question is worth asking, in words: window, report and command line say the same.

use super::answer::Question;
use crate::model::{LinkId, Org};

/// `Ask Dispatch about Warehouse`.
#[must_use]
pub fn ask(link: &LinkId, org: &Org) -> String {
    format!("Ask {} about {}", org.name_of(&link.customer), org.name_of(&link.supplier))
}

/// What hangs on the answer: `if it works, 2 probable causes fall away`.
#[must_use]
pub fn worth(question: &Question) -> String {
    match question.causes_cleared {
        0 if question.gain == 0 => "nobody has asked yet".to_owned(),
        0 => "the answer would tell causes from symptoms".to_owned(),
        1 => "if it works, one probable cause falls away".to_owned(),
        many => format!("if it works, {many} probable causes fall away"),
    }
}

/// `Ask Dispatch about Warehouse: if it works, 2 probable causes fall away.`
#[must_use]
pub fn reason(question: &Question, org: &Org) -> String {
    format!("{}: {}.", ask(&question.link, org), worth(question))
}
