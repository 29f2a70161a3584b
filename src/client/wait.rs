//! Waits for what the host does later: a promise that settles, a timer that runs out, an event.
//!
//! Two callbacks serve every wait, each bound to the number of its wait. So a promise that never settles holds a number and nothing of this module,
//! and one that settles when nobody waits any more finds that its number is gone.

use crate::error::{Error, Kind};
use core::cell::RefCell;
use core::mem::replace;
use core::task::Waker;
use js_sys::Function;
use std::thread::LocalKey;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    // Node answers with an object, a page with a number.
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &Function, ms: f64) -> Result<Option<JsValue>, JsValue>;
    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;

    type Bindable;
    #[wasm_bindgen(method)]
    fn bind(this: &Bindable, context: &JsValue, wait: f64) -> Function;

    type Thenable;
    #[wasm_bindgen(catch, js_namespace = Promise, js_name = resolve)]
    fn promise_of(value: &JsValue) -> Result<Option<Thenable>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn then(this: &Thenable, resolved: &Function, rejected: &Function) -> Result<Option<JsValue>, JsValue>;
}

/// What a promise came to: its value, or the reason of its rejection.
pub type Settled = Result<JsValue, JsValue>;

enum State {
    Free,
    Waiting(Option<Waker>),
    Done(Settled),
}

/// Where a wait is kept. It serves one after the other, each under another number.
struct Place {
    uses: f64,
    state: State,
}

struct Places {
    all: Vec<Place>,
    free: Vec<usize>,
}

/// A number is the place and its uses in one, and exact as a float: more waits at once than any host can have, and more uses than it can live for.
const MOST_PLACES: f64 = 4_194_304.0;

type Callback = Closure<dyn Fn(f64, JsValue)>;

thread_local! {
    static PLACES: RefCell<Places> = const { RefCell::new(Places { all: Vec::new(), free: Vec::new() }) };
    static RESOLVED: Callback = Closure::new(|wait, value| settle(wait, Ok(value)));
    static REJECTED: Callback = Closure::new(|wait, reason| settle(wait, Err(reason)));
}

fn settle(number: f64, settled: Settled) {
    let waiting = Wait::look_up(number, |place| match place.state {
        State::Waiting(_) => Some(replace(&mut place.state, State::Done(settled))),
        _ => None,
    });
    if let Some(State::Waiting(Some(waker))) = waiting {
        waker.wake();
    }
}

/// Something that happens once. Dropping it forgets it.
pub struct Wait(f64);

impl Wait {
    fn new() -> Self {
        PLACES.with_borrow_mut(|Places { all, free }| {
            let at = free.pop().unwrap_or_else(|| {
                all.push(Place { uses: 0.0, state: State::Free });
                all.len() - 1
            });
            let uses = all.get_mut(at).map_or(0.0, |place| {
                place.state = State::Waiting(None);
                place.uses
            });
            Self(uses * MOST_PLACES + at as f64)
        })
    }

    /// For a promise to settle. What is no promise is there at once.
    ///
    /// # Errors
    /// What the host throws when it is asked.
    pub fn for_promise(value: &JsValue) -> Result<Self, JsValue> {
        let wait = Self::new();
        if let Some(promise) = promise_of(value)? {
            promise.then(&wait.bound(&RESOLVED), &wait.bound(&REJECTED))?;
        }
        Ok(wait)
    }

    /// For a function to be called, for example as a listener.
    pub fn for_callback() -> (Self, Function) {
        let wait = Self::new();
        let callback = wait.bound(&RESOLVED);
        (wait, callback)
    }

    fn bound(&self, callback: &'static LocalKey<Callback>) -> Function {
        callback
            .with(|callback| callback.as_ref().unchecked_ref::<Bindable>().bind(&JsValue::UNDEFINED, self.0))
    }

    fn look_up<T>(number: f64, look: impl FnOnce(&mut Place) -> Option<T>) -> Option<T> {
        PLACES.with_borrow_mut(|places| {
            let place = places.all.get_mut((number % MOST_PLACES) as usize)?;
            if place.uses == (number / MOST_PLACES).trunc() { look(place) } else { None }
        })
    }

    /// What came of it, once; until it has happened, the task is woken when it does.
    pub fn outcome(&self, waker: &Waker) -> Option<Settled> {
        Self::look_up(self.0, |place| match replace(&mut place.state, State::Waiting(Some(waker.clone()))) {
            State::Done(settled) => Some(settled),
            _ => None,
        })
    }

    /// Whether it has happened.
    pub fn has_happened(&self) -> bool {
        Self::look_up(self.0, |place| matches!(place.state, State::Done(_)).then_some(())).is_some()
    }
}

impl Drop for Wait {
    fn drop(&mut self) {
        // What is dropped with it is dropped when nothing is borrowed any more.
        let left = PLACES.with_borrow_mut(|Places { all, free }| {
            let at = (self.0 % MOST_PLACES) as usize;
            let place = all.get_mut(at)?;
            place.uses += 1.0;
            free.push(at);
            Some(replace(&mut place.state, State::Free))
        });
        drop(left);
    }
}

/// A time that runs out. Dropping it clears the host's timer.
pub struct Timer {
    /// Happens when the time has run out.
    pub wait: Wait,
    handle: JsValue,
}

impl Timer {
    /// Runs out after so many milliseconds.
    ///
    /// # Errors
    /// `config`, where the host has no timers.
    pub fn new(ms: f64) -> Result<Self, Error> {
        let (wait, callback) = Wait::for_callback();
        match set_timeout(&callback, ms) {
            Ok(handle) => Ok(Self { wait, handle: handle.unwrap_or_default() }),
            Err(thrown) => {
                let error =
                    Error::unexpected(Kind::Config, &["setTimeout"], "a host that has it", "none that works");
                Err(error.with_cause(Some(thrown)))
            }
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        // A host that cannot clear it calls a number that is gone.
        let _ = clear_timeout(&self.handle);
    }
}
