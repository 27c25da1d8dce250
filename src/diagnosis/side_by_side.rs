//! Two pieces of work at once, where there is enough of it to be worth a thread. The outcome never depends on which ends first.

use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

/// Below so many links, starting a thread takes longer than it saves.
const WORTH_A_THREAD: usize = 1_000;

/// Does `here` and `there`; at once when there are `links` enough.
pub(super) fn two_at_once<Here, There: Send>(
    links: usize,
    here: impl FnOnce() -> Here,
    there: impl Fn() -> There + Sync,
) -> (Here, There) {
    if links < WORTH_A_THREAD {
        return (here(), there());
    }
    thread::scope(|scope| {
        let other = thread::Builder::new().spawn_scoped(scope, &there);
        let here = here();
        // Where no thread is to be had, the work is done here all the same.
        let other = other.map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        (here, other.unwrap_or_else(|_| there()))
    })
}

/// What `work` makes of the first half and of the second half of `count` links, joined; of all at once where they are few.
pub(super) fn halves<T: Send>(
    count: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
    join: impl FnOnce(T, T) -> T,
) -> T {
    if count < WORTH_A_THREAD {
        return work(0..count);
    }
    let middle = count / 2;
    let (first, second) = two_at_once(count, || work(0..middle), || work(middle..count));
    join(first, second)
}

#[cfg(test)]
mod tests {
    use super::{WORTH_A_THREAD, halves, two_at_once};

    #[test]
    fn the_order_is_kept_however_many_there_are() {
        for count in [0, 1, 7, WORTH_A_THREAD, WORTH_A_THREAD + 1] {
            let all =
                halves(count, |part| part.collect(), |first: Vec<usize>, second| [first, second].concat());
            assert_eq!(all, (0..count).collect::<Vec<_>>());
            assert_eq!(two_at_once(count, || "here", || "there"), ("here", "there"));
        }
    }
}
