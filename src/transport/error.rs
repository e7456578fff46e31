use thiserror::Error;

/// Why no answer came. A fault that did come back, HTTP 500 included, is an answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TransportError {
    #[error("the call was cancelled")]
    Cancelled,
    #[error("the time allowed to the call ran out")]
    Timeout,
    #[error("the connection was cut after {received} bytes of the answer")]
    Cut { received: usize },
    #[error("the answer is over {cap} bytes")]
    TooLarge { cap: usize },
}
