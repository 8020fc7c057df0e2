package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// image is a container's root folder, made as in the last stage of the Dockerfile.
type image struct {
	t *testing.T
	// root is the folder. built has what the earlier stages make.
	root, built string
	user        uint32
	env         []string
	entry       string
}

// newImage makes an image with the tests' own binary, which is built like a release.
func newImage(t *testing.T) *image {
	t.Helper()
	needRoot(t)
	m := &image{t: t, root: folderOf(t, 0), built: folderOf(t, 0)}
	must(t, os.Chmod(m.root, 0o755))
	last := false
	for _, line := range strings.Split(readFile(t, "../deploy/Dockerfile"), "\n") {
		instruction, rest, _ := strings.Cut(line, " ")
		switch {
		case instruction == "FROM":
			last = rest == "scratch"
		case instruction == "RUN" && !last && strings.Contains(rest, "/image"):
			tool(t, "sh", "-c", strings.ReplaceAll(rest, "/image", m.built+"/image"))
		case instruction == "COPY" && last:
			m.copy(strings.Fields(rest))
		case instruction == "USER" && last:
			user, err := strconv.ParseUint(strings.SplitN(rest, ":", 2)[0], 10, 32)
			must(m.t, err)
			m.user = uint32(user)
		case instruction == "ENV" && last:
			m.env = append(m.env, strings.Fields(rest)...)
		case instruction == "ENTRYPOINT" && last:
			m.entry = strings.Trim(rest, `[]"`)
		}
	}
	if m.user != nobody || m.entry != "/latchkey" || len(m.env) == 0 {
		t.Fatalf("the last stage has the user %d, the entry point %q and the environment %q", m.user, m.entry, m.env)
	}
	return m
}

// copy is COPY --from=build [--chown=user:group] from to. What the other stage made is available
// here: the binary, Debian's files, and what RUN made.
func (m *image) copy(args []string) {
	m.t.Helper()
	owner := 0
	for strings.HasPrefix(args[0], "--") {
		if who, ok := strings.CutPrefix(args[0], "--chown="); ok {
			var err error
			owner, err = strconv.Atoi(strings.SplitN(who, ":", 2)[0])
			must(m.t, err)
		} else if args[0] != "--from=build" {
			m.t.Fatalf("COPY has %s: teach the test what that means", args[0])
		}
		args = args[1:]
	}
	from, to := args[0], filepath.Join(m.root, args[1])
	if from == "/src/build/latchkey" {
		linkProgram(m.t, to)
		return
	}
	if strings.HasPrefix(from, "/image/") {
		from = m.built + from
	}
	must(m.t, filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inside, err := filepath.Rel(from, path)
		if err != nil || inside == "." && d.IsDir() {
			return err
		}
		return m.put(path, filepath.Join(to, inside), owner)
	}))
}

// put copies one file or folder, with its mode.
func (m *image) put(from, to string, owner int) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if info.IsDir() {
		err = os.Mkdir(to, 0o755)
	} else {
		err = os.WriteFile(to, []byte(readFile(m.t, from)), 0o600)
	}
	if err == nil {
		err = os.Chown(to, owner, owner)
	}
	if err == nil {
		err = os.Chmod(to, info.Mode())
	}
	return err
}

// path is a file in the container.
func (m *image) path(file string) string { return filepath.Join(m.root, file) }

// write writes a file that the operator mounts.
func (m *image) write(file, text string) {
	m.t.Helper()
	must(m.t, os.MkdirAll(filepath.Dir(m.path(file)), 0o755))
	must(m.t, os.WriteFile(m.path(file), []byte(text), 0o644))
}

// command runs the program in the container, with the environment of the image and what the
// operator adds.
func (m *image) command(env []string, args ...string) *exec.Cmd {
	m.t.Helper()
	cmd := exec.CommandContext(m.t.Context(), m.entry, args...)
	cmd.Dir, cmd.Env = "/", slices.Concat(m.env, env)
	cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: m.root, Credential: &syscall.Credential{Uid: m.user, Gid: m.user}}
	return cmd
}

// says runs a command in the container that must succeed, and returns its output.
func (m *image) says(env []string, args ...string) string {
	m.t.Helper()
	out, err := m.command(env, args...).CombinedOutput()
	if err != nil {
		m.t.Fatalf("in the container %v: %v\n%s", args, err, out)
	}
	return string(out)
}
