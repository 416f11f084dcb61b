//! Child processes, each in a process group of its own, none of which outlives this program: a browser left behind would
//! hold its port and its memory.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Mutex, MutexGuard};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

const GRACE: Duration = Duration::from_secs(3);
const POLL: Duration = Duration::from_millis(50);

static RUNNING: Mutex<Vec<Pid>> = Mutex::new(Vec::new());

fn running() -> MutexGuard<'static, Vec<Pid>> {
    RUNNING.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// A child and everything it starts. Dropping it ends them all.
#[must_use = "the processes end when this is dropped"]
pub struct Group {
    child: Child,
    pid: Pid,
}

impl Group {
    /// Starts the command. Its standard streams are the caller's choice.
    pub fn spawn(command: &mut Command) -> Result<Self> {
        // Registered under the lock, so that a signal can't fall in between.
        let mut running = running();
        let child = command
            .process_group(0)
            .spawn()
            .with_context(|| format!("could not start {}", command.get_program().display()))?;
        let pid = Pid::from_raw(child.id().cast_signed());
        running.push(pid);
        Ok(Self { child, pid })
    }

    /// The child's exit status, if it has ended.
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        self.child.try_wait()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        end(&[self.pid], || {
            let _ = self.child.try_wait();
        });
        running().retain(|pid| *pid != self.pid);
    }
}

/// Asks the groups to end, and after a grace period makes them. `reap` collects
/// exit statuses, without which an ended process still counts as alive.
fn end(groups: &[Pid], mut reap: impl FnMut()) {
    let send = |signal| {
        for group in groups {
            // An error means that nothing is left of the group.
            let _ = killpg(*group, signal);
        }
    };
    send(Signal::SIGTERM);
    let deadline = Instant::now() + GRACE;
    loop {
        reap();
        if groups.iter().all(|group| killpg(*group, None).is_err()) {
            return;
        }
        if Instant::now() > deadline {
            send(Signal::SIGKILL);
            return reap();
        }
        sleep(POLL);
    }
}

/// Ends all children, then this program.
pub fn exit(status: i32) -> ! {
    // Held until the exit: nothing new is started meanwhile.
    let running = running();
    end(&running, || {});
    std::process::exit(status)
}

/// On Ctrl-C, SIGTERM and SIGHUP as well.
pub fn end_children_on_signal() -> Result<()> {
    ctrlc::set_handler(|| exit(130)).context("could not install the signal handler")
}
