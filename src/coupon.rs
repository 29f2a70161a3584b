//! What can be told of a coupon: whether it can be used, and whether its code is one.

pub mod code;
pub mod facts;
pub mod usability;
