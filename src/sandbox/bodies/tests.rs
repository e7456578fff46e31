//! Every kind in every variant, judged by our own reader and by the order of the CDA R2 model.
