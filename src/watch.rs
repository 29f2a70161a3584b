//! What can end a piece of work early: the caller's signal, or time. Dropping a watch leaves no timer and no listener behind.

use core::cell::{Cell, RefCell};
use core::future::{Future, poll_fn};
use core::pin::pin;
use core::task::{Context, Poll, Waker};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen]
extern "C" {
    // Node answers with an object, a page with a number.
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(callback: &JsValue, ms: u32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Why work ended early.
pub enum Ended {
    /// The signal was aborted, for this reason.
    Aborted(JsValue),
    /// The time was up.
    TimedOut,
}

/// A signal and a time, both optional.
pub struct Watch<'a> {
    abort: Option<Listener<'a>>,
    timer: Option<Timer>,
}

impl<'a> Watch<'a> {
    /// Watches from now on.
    pub fn new(signal: Option<&'a AbortSignal>, ms: Option<u32>) -> Self {
        Self { abort: signal.map(Listener::new), timer: ms.map(Timer::new) }
    }

    /// The outcome of the work, unless the watch ends it first: then the work is dropped where it stands.
    pub async fn over<T>(&self, work: impl Future<Output = T>) -> Result<T, Ended> {
        let mut work = pin!(work);
        poll_fn(|context| match self.poll_ended(context) {
            Poll::Ready(ended) => Poll::Ready(Err(ended)),
            Poll::Pending => work.as_mut().poll(context).map(Ok),
        })
        .await
    }

    /// Waits until the watch ends.
    pub async fn ended(&self) -> Ended {
        poll_fn(|context| self.poll_ended(context)).await
    }

    fn poll_ended(&self, context: &Context) -> Poll<Ended> {
        if let Some(abort) = &self.abort
            && (abort.event.has_happened(context) || abort.signal.aborted())
        {
            return Poll::Ready(Ended::Aborted(abort.signal.reason()));
        }
        match &self.timer {
            Some(timer) if timer.event.has_happened(context) => Poll::Ready(Ended::TimedOut),
            _ => Poll::Pending,
        }
    }
}

/// Something that happens once.
#[derive(Default)]
struct Event {
    happened: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
}

impl Event {
    fn happen(&self) {
        self.happened.set(true);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// Whether it has; if not, the task is woken when it does.
    fn has_happened(&self, context: &Context) -> bool {
        if !self.happened.get() {
            self.waiting.replace(Some(context.waker().clone()));
        }
        self.happened.get()
    }

    fn callback(self: &Rc<Self>) -> Closure<dyn FnMut()> {
        let event = Rc::clone(self);
        Closure::new(move || event.happen())
    }
}

struct Timer {
    event: Rc<Event>,
    handle: JsValue,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    fn new(ms: u32) -> Self {
        let event = Rc::<Event>::default();
        let callback = event.callback();
        Self { event, handle: set_timeout(callback.as_ref(), ms), _callback: callback }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        clear_timeout(&self.handle);
    }
}

struct Listener<'a> {
    event: Rc<Event>,
    signal: &'a AbortSignal,
    callback: Closure<dyn FnMut()>,
}

impl<'a> Listener<'a> {
    fn new(signal: &'a AbortSignal) -> Self {
        let event = Rc::<Event>::default();
        let callback = event.callback();
        // Whatever the signal makes of it, `aborted` is looked at as well.
        let _ = signal.add_event_listener_with_callback("abort", callback.as_ref().unchecked_ref());
        Self { event, signal, callback }
    }
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        let _ =
            self.signal.remove_event_listener_with_callback("abort", self.callback.as_ref().unchecked_ref());
    }
}
