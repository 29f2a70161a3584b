//! Waits for the host: for a promise to settle, a timer to expire, or an event.
//!
//! All waits share two callbacks, which get the number of their wait. So a promise that never settles keeps only a number
//! alive, and a promise that settles after its wait was dropped has no effect, because the number is no longer valid.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use core::mem::replace;
use core::task::Waker;
use js_sys::Function;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Returns an object in Node, a number in a page.
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: f64) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;

    type Bindable;
    #[wasm_bindgen(method)]
    fn bind(this: &Bindable, context: &JsValue, wait: f64) -> Function;
}

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// Calls one of the callbacks with this number, once a promise has settled.
    #[wasm_bindgen(catch, js_name = whenSettled)]
    fn when_settled(
        value: &JsValue,
        wait: f64,
        resolved: &JsValue,
        rejected: &JsValue,
    ) -> Result<(), JsValue>;
}

/// The result of a promise: its value, or the reason of its rejection.
pub type Settled = Result<JsValue, JsValue>;

enum State {
    Free,
    Waiting(Option<Waker>),
    Done(Settled),
}

/// The state of a wait. A slot is reused, each time under another number.
struct Slot {
    uses: f64,
    state: State,
}

struct Slots {
    all: Vec<Slot>,
    free: Vec<usize>,
}

/// A wait's number is `uses * MAX_SLOTS + index`. This allows 2^22 waits at a time and 2^31 uses of each slot before the
/// number is too large for an f64 to be exact.
const MAX_SLOTS: f64 = 4_194_304.0;

type Callback = Closure<dyn Fn(f64, JsValue)>;

thread_local! {
    static SLOTS: RefCell<Slots> = const { RefCell::new(Slots { all: Vec::new(), free: Vec::new() }) };
    static RESOLVED: Callback = Closure::new(|wait, value| settle(wait, Ok(value)));
    static REJECTED: Callback = Closure::new(|wait, reason| settle(wait, Err(reason)));
}

fn settle(number: f64, settled: Settled) {
    let waiting = Wait::look_up(number, |slot| match slot.state {
        State::Waiting(_) => Some(replace(&mut slot.state, State::Done(settled))),
        _ => None,
    });
    if let Some(State::Waiting(Some(waker))) = waiting {
        waker.wake();
    }
}

/// Something that happens once. Dropping it makes the callbacks bound to it ineffective.
pub struct Wait(f64);

impl Wait {
    fn new() -> Self {
        SLOTS.with_borrow_mut(|Slots { all, free }| {
            let at = free.pop().unwrap_or_else(|| {
                all.push(Slot { uses: 0.0, state: State::Free });
                all.len() - 1
            });
            let uses = all.get_mut(at).map_or(0.0, |slot| {
                slot.state = State::Waiting(None);
                slot.uses
            });
            Self(uses * MAX_SLOTS + at as f64)
        })
    }

    /// Waits for a promise to settle. Another value counts as a resolved promise.
    ///
    /// # Errors
    /// The exception of a `then` that throws.
    pub fn for_promise(value: &JsValue) -> Result<Self, JsValue> {
        let wait = Self::new();
        RESOLVED.with(|resolved| {
            REJECTED.with(|rejected| when_settled(value, wait.0, resolved.as_ref(), rejected.as_ref()))
        })?;
        Ok(wait)
    }

    /// Waits for the returned function to be called, for example as a listener.
    pub fn for_callback() -> (Self, Function) {
        let wait = Self::new();
        let callback = RESOLVED
            .with(|resolved| resolved.as_ref().unchecked_ref::<Bindable>().bind(&JsValue::UNDEFINED, wait.0));
        (wait, callback)
    }

    fn look_up<T>(number: f64, look: impl FnOnce(&mut Slot) -> Option<T>) -> Option<T> {
        SLOTS.with_borrow_mut(|slots| {
            let slot = slots.all.get_mut((number % MAX_SLOTS) as usize)?;
            if slot.uses == (number / MAX_SLOTS).trunc() { look(slot) } else { None }
        })
    }

    /// Takes the result if it has happened; else registers the waker.
    pub fn outcome(&self, waker: &Waker) -> Option<Settled> {
        Self::look_up(self.0, |slot| match replace(&mut slot.state, State::Waiting(Some(waker.clone()))) {
            State::Done(settled) => Some(settled),
            _ => None,
        })
    }

    /// Whether it has happened.
    pub fn has_happened(&self) -> bool {
        Self::look_up(self.0, |slot| matches!(slot.state, State::Done(_)).then_some(())).is_some()
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        // The old state is dropped after the borrow, because its drop may drop other waits.
        let old_state = SLOTS.with_borrow_mut(|Slots { all, free }| {
            let at = (self.0 % MAX_SLOTS) as usize;
            let slot = all.get_mut(at)?;
            slot.uses += 1.0;
            free.push(at);
            Some(replace(&mut slot.state, State::Free))
        });
        drop(old_state);
    }
}

/// A timer of the host. Dropping it clears the timer.
pub struct Timer {
    /// Happens when the timer expires.
    pub wait: Wait,
    handle: JsValue,
}

impl Timer {
    /// Expires after this many milliseconds.
    ///
    /// # Errors
    /// `config`, if the host has no timers.
    pub fn new(ms: f64) -> Result<Self, Error> {
        let (wait, callback) = Wait::for_callback();
        match set_timeout(&callback, ms) {
            Ok(handle) => Ok(Self { wait, handle: handle.unwrap_or_default() }),
            Err(thrown) => {
                let error = Error::unexpected(Kind::Config, &["setTimeout"], "one that works", "none");
                Err(error.with_cause(Some(thrown)))
            }
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A timer that could not be cleared has no effect, because its wait's number is no longer valid.
        let _ = clear_timeout(&self.handle);
    }
}
