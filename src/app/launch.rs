//! Opening the window: which renderer, how large, and what to say when no window can be had.

use std::path::PathBuf;
use std::time::Instant;

use eframe::Renderer;

use super::ThroughlineApp;
use crate::storage::Places;

/// Why no window could be opened.
#[derive(Debug, thiserror::Error)]
#[error(
    "no window could be opened ({0}); a desktop session with OpenGL or Vulkan is needed. The command line works without \
     one: try `throughline check FILE`"
)]
pub struct LaunchError(String);

/// Opens the window on `file`, or on an empty map, and returns when it is closed.
///
/// OpenGL is tried first where it is the common ground (Linux), the platform's own interface first elsewhere; if one cannot start, the
/// other is tried. `THROUGHLINE_RENDERER=opengl` or `wgpu` asks for one alone. With `THROUGHLINE_TIMINGS` set, the time from
/// `process_start` to the first frame is printed.
///
/// # Errors
/// [`LaunchError`] when neither renderer can open a window.
pub fn launch(file: Option<PathBuf>, process_start: Instant) -> Result<(), LaunchError> {
    let mut failures = Vec::new();
    for renderer in renderers() {
        match run(renderer, file.clone(), process_start) {
            Ok(()) => return Ok(()),
            Err(error) => failures.push(format!("{}: {error}", name(renderer))),
        }
    }
    Err(LaunchError(failures.join("; ")))
}

fn renderers() -> Vec<Renderer> {
    match std::env::var("THROUGHLINE_RENDERER").as_deref() {
        Ok("opengl") => vec![Renderer::Glow],
        Ok("wgpu") => vec![Renderer::Wgpu],
        _ if cfg!(target_os = "linux") => vec![Renderer::Glow, Renderer::Wgpu],
        _ => vec![Renderer::Wgpu, Renderer::Glow],
    }
}

fn name(renderer: Renderer) -> &'static str {
    match renderer {
        Renderer::Glow => "OpenGL",
        Renderer::Wgpu => "wgpu",
    }
}

/// Runs the window with one renderer. A driver that panics while it starts counts as one that failed.
fn run(renderer: Renderer, file: Option<PathBuf>, process_start: Instant) -> Result<(), String> {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Throughline")
        .with_app_id("throughline")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 400.0])
        .with_icon(super::icon::icon());
    let options = eframe::NativeOptions { viewport, renderer, ..eframe::NativeOptions::default() };
    let started = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let running = std::sync::Arc::clone(&started);
    let attempt = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            "throughline",
            options,
            Box::new(move |creation| {
                running.store(true, std::sync::atomic::Ordering::Relaxed);
                let mut app = ThroughlineApp::start(&creation.egui_ctx, Places::platform(), file);
                if std::env::var_os("THROUGHLINE_TIMINGS").is_some() {
                    app.report_first_frame(process_start);
                }
                Ok(Box::new(app))
            }),
        )
    }));
    match attempt {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        // A panic after the start is a fault of ours: let it be seen. The journal has been flushed by then.
        Err(panic) if started.load(std::sync::atomic::Ordering::Relaxed) => std::panic::resume_unwind(panic),
        Err(_) => Err("the driver failed while it started".to_owned()),
    }
}
