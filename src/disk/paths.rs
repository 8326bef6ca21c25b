//! Finds the user's state and configuration folders.

use std::fmt;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use crate::say;

/// The name of the environment variable that puts everything below one folder, for tests and portable use.
///
/// Read by those who start the program and given to [`Folders::find`]; nothing here reads it.
pub const HOME_VARIABLE: &str = "GAINSAY_HOME";

/// The folders that the program keeps for itself. Neither need exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// Holds the journals, the generations of saved files and the trash.
    pub state: PathBuf,
    /// Holds the settings.
    pub config: PathBuf,
}

/// The system does not tell where the user's home is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHome;

impl fmt::Display for NoHome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!("folders-no-home", variable = HOME_VARIABLE))
    }
}

impl std::error::Error for NoHome {}

impl Folders {
    /// Puts both folders below `home`.
    pub fn under(home: &Path) -> Folders {
        Folders { state: home.join("state"), config: home.join("config") }
    }

    /// Takes the folders below `home` if it is given and not empty, and those of the system otherwise.
    ///
    /// # Errors
    /// When none is given and the system knows no home for the user.
    pub fn find(home: Option<&Path>) -> Result<Folders, NoHome> {
        match home {
            Some(home) if !home.as_os_str().is_empty() => {
                Ok(Folders::under(&std::path::absolute(home).map_err(|_| NoHome)?))
            }
            _ => Folders::of_system(),
        }
    }

    /// Takes the folders of the system: XDG on Linux, `Application Support` on a Mac, `AppData` on Windows.
    ///
    /// # Errors
    /// When the system knows no home for the user.
    pub fn of_system() -> Result<Folders, NoHome> {
        let native = etcetera::base_strategy::choose_native_strategy().map_err(|_| NoHome)?;
        let (state, config) = if cfg!(windows) {
            // Local, not roaming: journals and generations are large, and belong to this computer's files.
            (native.cache_dir().join("gainsay").join("state"), native.config_dir().join("gainsay"))
        } else if cfg!(target_vendor = "apple") {
            // `Preferences` is for property lists only.
            let support = native.data_dir().join("gainsay");
            (support.join("state"), support)
        } else {
            (
                native.state_dir().unwrap_or_else(|| native.data_dir()).join("gainsay"),
                native.config_dir().join("gainsay"),
            )
        };
        Ok(Folders { state, config })
    }

    /// Returns the folder of the journals of open projects.
    pub fn journals(&self) -> PathBuf {
        self.state.join("journals")
    }

    /// Returns the folder of the kept earlier contents of saved files.
    pub fn generations(&self) -> PathBuf {
        self.state.join("generations")
    }

    /// Returns the folder of discarded journals.
    pub fn trash(&self) -> PathBuf {
        self.state.join("trash")
    }

    /// Returns the file of where the user was reading.
    pub fn readings(&self) -> PathBuf {
        self.state.join("reading.ron")
    }

    /// Returns the settings file.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.ron")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn puts_everything_below_the_given_home() {
        let home = std::env::temp_dir().join("h");
        let folders = Folders::find(Some(&home)).unwrap();
        assert_eq!(folders, Folders::under(&home));
        for path in [folders.journals(), folders.generations(), folders.trash(), folders.settings()] {
            assert!(path.starts_with(&home));
        }
    }

    #[test]
    fn takes_the_systems_folders_when_none_is_given() {
        let (none, empty) = (Folders::find(None), Folders::find(Some(Path::new(""))));
        assert_eq!(none, empty);
        if let Ok(folders) = none {
            assert!(folders.state.is_absolute() && folders.config.is_absolute());
            assert_ne!(folders.state, folders.config);
        }
    }
}
