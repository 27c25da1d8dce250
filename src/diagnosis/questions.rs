//! What is worth asking.
use super::answer::Question;
use super::judged::JudgedChain;
pub(super) fn questions(_judged: &JudgedChain) -> Vec<Question> {
    Vec::new()
}
