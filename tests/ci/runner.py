"""What a runner of GitHub Actions does with a composite action, as far as ours needs it."""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
_OUTPUT = re.compile(r"\$\{\{ steps\.([a-z]+)\.outputs\.([a-z-]+)(?: \|\| '([a-z]+)')? \}\}")


class Done(NamedTuple):
    """How a use of the action ended."""

    status: int
    log: str
    outputs: dict[str, str]
    summary: str


class Runner:
    """Runs the steps of action.yml in a repository, with the files that a runner gives them."""

    def __init__(self, temp: Path) -> None:
        self.temp = temp
        self.action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_bytes())
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DTI_TARGETS", "GITHUB_", "INPUT_", "COV_"))
        }
        temp.mkdir(parents=True, exist_ok=True)

    @property
    def bin(self) -> Path:
        """Where the action installs programs."""
        return self.temp / "dti-targets" / "venv" / "bin"

    def pretend_to_have_installed(self, script: str) -> None:
        """Put a script in the place of the installed program."""
        self.bin.mkdir(parents=True)
        program = self.bin / "dti-targets"
        program.write_text(script, encoding="utf-8")
        program.chmod(0o755)

    def use(self, repository: Path, given: Mapping[str, str], *, install: bool = True) -> Done:
        """Run the action with some inputs; without `install`, only what follows that step."""
        inputs = {name: str(i.get("default", "")) for name, i in self.action["inputs"].items()}
        assert given.keys() <= inputs.keys()
        inputs |= given
        log, status, outputs, summary = "", 0, {}, ""
        for step in self.action["runs"]["steps"][0 if install else 1 :]:
            done, written, shown = self._run(step, repository, inputs)
            log += done.stdout
            outputs[step.get("id", "")] = written
            summary += shown
            if status := done.returncode:
                break
        return Done(status, log, self._outputs(outputs), summary)

    def _run(
        self, step: Mapping[str, Any], repository: Path, inputs: Mapping[str, str]
    ) -> tuple[subprocess.CompletedProcess[str], dict[str, str], str]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input would become part of the script"
        outputs, summary, script = (self.temp / name for name in ("outputs", "summary", "step.sh"))
        outputs.write_text("")
        summary.write_text("")
        script.write_text(step["run"])
        given = {k: _INPUT.sub(lambda m: inputs[m[1]], v) for k, v in step["env"].items()}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=repository,
            env=self.environment
            | given
            | {
                "GITHUB_ACTIONS": "true",
                "GITHUB_ACTION_PATH": str(ROOT),
                "GITHUB_WORKSPACE": str(repository),
                "GITHUB_OUTPUT": str(outputs),
                "GITHUB_STEP_SUMMARY": str(summary),
                "RUNNER_TEMP": str(self.temp),
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        written = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
        return done, written, summary.read_text(encoding="utf-8")

    def _outputs(self, written: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return the outputs of the action: what its expressions make of those of its steps."""
        values = {}
        for name, output in self.action["outputs"].items():
            found = _OUTPUT.fullmatch(output["value"])
            assert found, output
            step, key, otherwise = found.groups()
            values[name] = written.get(step, {}).get(key) or otherwise or ""
        return values
