//! Whether a coupon can be used, and whether its code is valid.

pub mod code;
pub mod facts;
pub mod usability;
