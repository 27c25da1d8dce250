//! Doing what was asked of the *Present* workspace: beginning and leaving, full screen, parking, voting.

use egui::{Context, Ui, ViewportCommand};

use super::ThroughlineApp;
use crate::picture::ThemeName;
use crate::ui::Workspace;
use crate::ui::actions::Action;
use crate::ui::panels::FindingsPage;
use crate::ui::present::{self, Wish};
use crate::ui::tokens::Tokens;

/// So many screens are tried in turn: how many there are nobody tells us, and one that is not there changes nothing.
const MOST_SCREENS: usize = 4;

/// What has to be as it was when the walk is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Before {
    workspace: Workspace,
    /// Whether presenting made the window fill the screen.
    fills_screen: bool,
    /// On which screen it was put.
    screen: usize,
}

impl ThroughlineApp {
    pub(super) fn act_on_presenting(&mut self, action: Action, ctx: &Context) {
        match action {
            Action::Present => self.present(ctx, false),
            Action::PresentFromHere => self.present(ctx, true),
            Action::FullScreen => {
                let fills = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!fills));
                self.before_presenting.fills_screen = false;
            }
            Action::Vote => {
                let presents = self.workspace == Workspace::Present;
                if !presents {
                    self.go_to_present(ctx);
                }
                self.presenting.start_vote(&self.session, presents);
            }
            Action::Park => {
                self.show_page(FindingsPage::Parked);
                self.findings.start_parked(&self.session);
            }
            _ => debug_assert!(false, "{action:?} is done elsewhere"),
        }
    }

    fn present(&mut self, ctx: &Context, from_here: bool) {
        if self.workspace == Workspace::Present {
            return;
        }
        self.go_to_present(ctx);
        if from_here {
            self.presenting.start_from_here(&self.session);
        } else {
            self.presenting.start(&self.session);
        }
        let fills = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
        if !fills {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
            self.before_presenting.fills_screen = true;
        }
    }

    fn go_to_present(&mut self, ctx: &Context) {
        // What is typed in a panel and not yet taken is not lost.
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
        self.before_presenting = Before { workspace: self.workspace, ..Default::default() };
        self.presenting.set_hall(self.settings.hall);
        self.show_workspace(Workspace::Present);
        self.presenting_tokens().apply(ctx);
        if self.settings.reduce_motion {
            ctx.all_styles_mut(|style| style.animation_time = 0.0);
        }
    }

    /// Light, whatever the window is: walls are. High contrast where that was chosen.
    fn presenting_tokens(&self) -> Tokens {
        Tokens::of(match self.tokens.name {
            ThemeName::HighContrast => ThemeName::HighContrast,
            ThemeName::Light | ThemeName::Dark => ThemeName::Light,
        })
    }

    fn leave_present(&mut self, ctx: &Context) {
        if self.before_presenting.fills_screen {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(false));
        }
        self.show_workspace(self.before_presenting.workspace);
        super::apply_look(&self.tokens, &self.settings, ctx);
    }

    /// Between two frames, while something is shown to a room: keys, and what they asked of the window.
    pub(super) fn tick_present(&mut self, ctx: &Context) {
        if self.workspace != Workspace::Present {
            return;
        }
        if self.question.is_none() {
            present::pressed(ctx, &self.session, &mut self.presenting, &mut self.sink);
        }
        for wish in self.presenting.take_wishes() {
            match wish {
                Wish::Leave => self.leave_present(ctx),
                Wish::NextScreen => {
                    let screen = (self.before_presenting.screen + 1) % MOST_SCREENS;
                    self.before_presenting.screen = screen;
                    self.before_presenting.fills_screen = true;
                    ctx.send_viewport_cmd(ViewportCommand::SetMonitor(screen));
                    self.say(format!("Screen {}", screen + 1), ctx);
                }
                Wish::Hall(hall) => self.settings_mut(|settings| settings.hall = hall),
            }
        }
    }

    pub(super) fn refresh_present(&mut self, ctx: &Context) {
        if self.workspace == Workspace::Present {
            let now_s = ctx.input(|input| input.time);
            self.presenting.refresh(&self.session, now_s);
        }
    }

    pub(super) fn presenting_ui(&mut self, ui: &mut Ui) {
        let tokens = self.presenting_tokens();
        let clock = jiff::Zoned::now().strftime("%H:%M").to_string();
        present::present_ui(ui, &self.session, &tokens, &mut self.presenting, &clock, &mut self.sink);
    }

    /// What the *Present* workspace shows.
    #[must_use]
    pub fn presenting(&self) -> &present::PresentState {
        &self.presenting
    }
}
