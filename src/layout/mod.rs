//! The layered drawing of the chain: `LayoutRequest -> Layout`.
