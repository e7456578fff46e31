//! Objects on their way to the registry: `SubmitObjectsRequest`, in a
//! `ProvideAndRegisterDocumentSetRequest` and in SOAP or not; the metadata file of XDM.

use super::objects::Objects;
use super::Submission;
use crate::wire::{ns, WireError};
use crate::xml::{Limits, Name, Stream};

/// Reads the registry objects of a submission, in whatever it is wrapped.
pub fn read_submission(text: &str, limits: &Limits) -> Result<Submission, WireError> {
    let mut stream = Stream::new(text, limits)?;
    let mut objects = Objects::new();
    let mut root = None;
    let mut lists = 0;
    while let Some(name) = stream.child()? {
        root = root.or(Some((name, stream.position())));
        lists += descend(name, &mut stream, &mut objects)?;
    }
    match root {
        Some((name, at)) if lists == 0 => {
            Err(WireError::unexpected_name("a RegistryObjectList", name.local, at))
        }
        _ => Ok(objects.finish()),
    }
}

/// What a list of objects may be wrapped in.
fn wraps(name: Name<'_>) -> bool {
    match name.local {
        "Envelope" | "Body" => matches!(name.namespace, ns::SOAP12 | ns::SOAP11),
        "ProvideAndRegisterDocumentSetRequest" => name.namespace == ns::XDSB,
        "SubmitObjectsRequest" => name.namespace == ns::EBXML_LCM,
        _ => false,
    }
}

/// Reads the element just given; how many lists it held. The limit of depth bounds it.
fn descend<'a>(
    name: Name<'a>,
    stream: &mut Stream<'a, '_>,
    objects: &mut Objects<'a>,
) -> Result<usize, WireError> {
    if name.is(ns::EBXML_RIM, "RegistryObjectList") {
        objects.read(stream)?;
        return Ok(1);
    }
    if !wraps(name) {
        stream.skip()?;
        return Ok(0);
    }
    let mut lists = 0;
    while let Some(child) = stream.child()? {
        lists += descend(child, stream, objects)?;
    }
    Ok(lists)
}
