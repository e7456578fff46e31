//! The floating-point control state. Some hosts (Delphi) unmask its exceptions: code that was
//! compiled for masked ones would then trap. The fence saves the host's state, works under the
//! default one and puts the host's back; around a callback the host gets its own.

use std::cell::Cell;

#[derive(Clone, Copy)]
pub(super) struct State(imp::Saved);

thread_local! {
    /// The host's state, while this thread is inside the library.
    static HOST: Cell<Option<State>> = const { Cell::new(None) };
}

/// Inside until dropped.
pub(super) struct Inside {
    host: State,
    outer: Option<State>,
}

impl Inside {
    pub(super) fn enter() -> Self {
        let host = State(imp::save_and_mask());
        let outer = HOST.try_with(|cell| cell.replace(Some(host))).ok().flatten();
        Inside { host, outer }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        // A thread that ends has no thread-local left: nothing to put back there.
        let _ = HOST.try_with(|cell| cell.set(self.outer));
        imp::restore(&self.host.0);
    }
}

/// Runs host code under the host's own state.
pub(super) fn as_host<R>(callback: impl FnOnce() -> R) -> R {
    let host = HOST.try_with(Cell::get).ok().flatten();
    let Some(host) = host else { return callback() };
    imp::restore(&host.0);
    let result = callback();
    imp::save_and_mask();
    result
}

#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
mod imp {
    use std::arch::asm;

    /// The x87 environment (28 bytes in 32-bit and 64-bit protected mode) and MXCSR.
    #[derive(Clone, Copy)]
    #[repr(C, align(4))]
    pub(super) struct Saved {
        x87: [u32; 7],
        mxcsr: u32,
    }

    /// All exceptions masked, round to nearest.
    const DEFAULT_MXCSR: u32 = 0x1F80;

    pub(super) fn save_and_mask() -> Saved {
        let mut saved = Saved { x87: [0; 7], mxcsr: 0 };
        let default = DEFAULT_MXCSR;
        // SAFETY: the buffers have the size the instructions write; SSE is part of every
        // x86 target with std; the x87 stack is empty at a call boundary.
        unsafe {
            asm!(
                "fnstenv [{x87}]",
                "fninit",
                "stmxcsr [{mxcsr}]",
                "ldmxcsr [{default}]",
                x87 = in(reg) saved.x87.as_mut_ptr(),
                mxcsr = in(reg) &mut saved.mxcsr,
                default = in(reg) &default,
                // The x87 stack is emptied: it was empty, and the compiler must know.
                out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
                out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
                options(nostack),
            );
        }
        saved
    }

    pub(super) fn restore(saved: &Saved) {
        // SAFETY: the state was saved by `save_and_mask`.
        unsafe {
            asm!(
                "fldenv [{x87}]",
                "ldmxcsr [{mxcsr}]",
                x87 = in(reg) saved.x87.as_ptr(),
                mxcsr = in(reg) &saved.mxcsr,
                out("st(0)") _, out("st(1)") _, out("st(2)") _, out("st(3)") _,
                out("st(4)") _, out("st(5)") _, out("st(6)") _, out("st(7)") _,
                options(nostack),
            );
        }
    }
}

#[cfg(target_arch = "aarch64")]
mod imp {
    use std::arch::asm;

    #[derive(Clone, Copy)]
    pub(super) struct Saved {
        control: u64,
        status: u64,
    }

    pub(super) fn save_and_mask() -> Saved {
        let (control, status): (u64, u64);
        // SAFETY: reading and clearing FPCR and FPSR is allowed at this level.
        unsafe {
            asm!("mrs {}, fpcr", "mrs {}, fpsr", out(reg) control, out(reg) status, options(nomem, nostack));
            asm!("msr fpcr, xzr", options(nomem, nostack));
        }
        Saved { control, status }
    }

    pub(super) fn restore(saved: &Saved) {
        // SAFETY: the state was saved by `save_and_mask`.
        unsafe {
            asm!("msr fpsr, {}", "msr fpcr, {}", in(reg) saved.status, in(reg) saved.control, options(nomem, nostack));
        }
    }
}

#[cfg(not(any(target_arch = "x86", target_arch = "x86_64", target_arch = "aarch64")))]
mod imp {
    #[derive(Clone, Copy)]
    pub(super) struct Saved;

    pub(super) fn save_and_mask() -> Saved {
        Saved
    }

    pub(super) fn restore(_: &Saved) {}
}
