use std::io::{ErrorKind, Read};

use super::{Call, Phase, TransportError};

/// Reads an answer's body: at most `cap` bytes, the call looked at between pieces. `expected`
/// is the announced length; fewer bytes mean that the connection was cut.
pub fn collect(
    mut from: impl Read,
    expected: Option<usize>,
    cap: usize,
    call: &Call,
) -> Result<Vec<u8>, TransportError> {
    if expected.is_some_and(|expected| expected > cap) {
        return Err(TransportError::TooLarge { cap });
    }
    let total = expected.map_or(0, |expected| expected as u64);
    // An announced length is a promise of the other side's: memory comes as bytes do.
    let mut body = Vec::with_capacity(expected.unwrap_or(0).min(64 * 1024));
    let mut piece = [0u8; 16 * 1024];
    loop {
        call.report(Phase::Receiving, body.len() as u64, total)?;
        let read = match from.read(&mut piece) {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(_) => return Err(TransportError::Cut { received: body.len() }),
        };
        if read == 0 {
            break;
        }
        if body.len() + read > cap {
            return Err(TransportError::TooLarge { cap });
        }
        body.extend_from_slice(&piece[..read]);
    }
    match expected {
        Some(expected) if body.len() < expected => {
            Err(TransportError::Cut { received: body.len() })
        }
        _ => Ok(body),
    }
}
