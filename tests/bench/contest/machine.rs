//! Time a drawing takes: CPU time where Linux tells it, else the clock.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What a program started on its own left behind.
pub enum Outcome {
    /// It finished: what it wrote, and the milliseconds it took.
    Done(String, f64),
    /// It was stopped at the time limit.
    TooSlow,
    /// It could not be started or failed, with the reason.
    Absent(String),
}

/// The longest a drawing may take.
pub fn limit() -> Duration {
    let seconds = std::env::var("CONTEST_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(60))
}

/// Milliseconds of CPU this thread has used; `None` where the system does not say.
fn thread_cpu() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = text.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1.0e6)
}

/// Milliseconds of CPU the finished children have used, in steps of 10.
fn children_cpu() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = text.rsplit(')').next()?.split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<f64>().ok());
    Some(10.0 * (ticks(13)? + ticks(14)?))
}

fn stopwatch<T>(clock: fn() -> Option<f64>, work: impl FnOnce() -> T) -> (T, f64) {
    let (begun, before) = (Instant::now(), clock());
    let done = work();
    let wall = begun.elapsed().as_secs_f64() * 1000.0;
    (done, before.zip(clock()).map_or(wall, |(before, after)| after - before))
}

/// Does the work and says how many milliseconds of this thread it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    stopwatch(thread_cpu, work)
}

/// Runs a program on this input, and stops it at the limit.
pub fn run(command: &mut Command, input: &str) -> Outcome {
    let (outcome, milliseconds) = stopwatch(children_cpu, || run_child(command, input));
    match outcome {
        Outcome::Done(output, _) => Outcome::Done(output, milliseconds),
        other => other,
    }
}

fn run_child(command: &mut Command, input: &str) -> Outcome {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = match piped.spawn() {
        Ok(child) => child,
        Err(error) => return Outcome::Absent(error.to_string()),
    };
    let (into, out) = (child.stdin.take(), child.stdout.take());
    let input = input.to_owned();
    let writer = std::thread::spawn(move || into.map(|mut into| into.write_all(input.as_bytes())));
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        out.map(|mut out| out.read_to_string(&mut text)).map(|_| text).unwrap_or_default()
    });
    let begun = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if begun.elapsed() < limit() => std::thread::sleep(Duration::from_millis(2)),
            _ => break None,
        }
    };
    if status.is_none() {
        let _ = child.kill();
        let _ = child.wait();
    }
    let _ = writer.join();
    let output = reader.join().unwrap_or_default();
    match status {
        None => Outcome::TooSlow,
        Some(status) if status.success() => Outcome::Done(output, 0.0),
        Some(status) => Outcome::Absent(format!("it ended with {status}")),
    }
}

/// What the table was measured on.
pub fn description() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model =
        info.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{} ({}), {cores} cores", model.unwrap_or("unknown processor"), std::env::consts::OS)
}
