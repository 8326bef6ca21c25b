//! Measures times and memory, and sums them up.

use std::time::{Duration, Instant};

/// A moment on three clocks.
#[derive(Clone, Copy)]
pub(crate) struct Moment {
    wall: Instant,
    thread: Duration,
    process: Duration,
}

/// What passed since a moment.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Passed {
    /// Time on the wall.
    pub(crate) wall: Duration,
    /// Processor time of this thread; on systems that do not tell it, time on the wall.
    pub(crate) thread: Duration,
    /// Processor time of all threads of this process.
    pub(crate) process: Duration,
}

impl Moment {
    pub(crate) fn now() -> Moment {
        let (thread, process) = processor();
        Moment { wall: Instant::now(), thread, process }
    }

    /// Returns what this process has used so far; the time on the wall is not known.
    pub(crate) fn since_start() -> Passed {
        let (thread, process) = processor();
        Passed { wall: Duration::ZERO, thread, process }
    }

    pub(crate) fn passed(self) -> Passed {
        let (thread, process) = processor();
        Passed { wall: self.wall.elapsed(), thread: thread - self.thread, process: process - self.process }
    }
}

#[cfg(unix)]
fn processor() -> (Duration, Duration) {
    use rustix::time::{ClockId, clock_gettime};
    let read = |id| {
        let time = clock_gettime(id);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    };
    (read(ClockId::ThreadCPUTime), read(ClockId::ProcessCPUTime))
}

#[cfg(not(unix))]
fn processor() -> (Duration, Duration) {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    (START.elapsed(), START.elapsed())
}

/// Returns milliseconds.
pub(crate) fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The middle and the upper end of some measurements, in milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spread {
    pub(crate) median: f64,
    /// The 99th percentile; the highest of fewer than a hundred.
    pub(crate) p99: f64,
}

impl Spread {
    pub(crate) fn of(times: &[Duration]) -> Spread {
        let mut times: Vec<f64> = times.iter().copied().map(ms).collect();
        times.sort_by(f64::total_cmp);
        let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
        Spread { median: at(0.5).copied().unwrap_or(0.0), p99: at(0.99).copied().unwrap_or(0.0) }
    }
}

/// Does something at least three times, more often while a second has not passed, and returns the median of its
/// processor time over all threads.
pub(crate) fn repeat<T>(mut work: impl FnMut() -> T) -> f64 {
    let began = Instant::now();
    let mut times = Vec::new();
    while times.len() < 3 || (times.len() < 25 && began.elapsed() < Duration::from_secs(1)) {
        let moment = Moment::now();
        let made = work();
        times.push(moment.passed().process);
        drop(made);
    }
    Spread::of(&times).median
}

/// Returns the memory in use by this process, in megabytes, where the system tells it in `/proc`.
pub(crate) fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
