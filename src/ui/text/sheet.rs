//! Keeps what was drawn for a part as a mesh, and where it was last painted.

use std::sync::Arc;

use egui::{Mesh, Pos2};

/// A mesh, and where it was last painted: a part that stays where it is isn't copied each frame.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) mesh: Mesh,
    placed: Option<(Pos2, Arc<Mesh>)>,
}

impl Sheet {
    /// Makes one of a mesh.
    pub(super) fn of(mesh: Mesh) -> Sheet {
        Sheet { mesh, placed: None }
    }

    /// Paints it at `origin`.
    pub(super) fn paint(&mut self, painter: &egui::Painter, origin: Pos2) {
        if self.mesh.is_empty() {
            return;
        }
        let placed = match self.placed.take() {
            Some((at, mesh)) if at == origin => mesh,
            _ => {
                let mut mesh = self.mesh.clone();
                mesh.translate(origin.to_vec2());
                Arc::new(mesh)
            }
        };
        painter.add(Arc::clone(&placed));
        self.placed = Some((origin, placed));
    }
}

/// Makes a sheet of each mesh.
pub(super) fn sheets(meshes: Vec<Mesh>) -> Vec<Sheet> {
    meshes.into_iter().map(Sheet::of).collect()
}
