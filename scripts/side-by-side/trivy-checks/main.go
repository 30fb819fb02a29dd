// Runs trivy's checks for Dockerfiles (Rego) as trivy does, without trivy: the Dockerfile parsed by BuildKit's own parser,
// the checks evaluated by OPA with the two functions that trivy adds.
//
// In a folder of its own, since its modules are none of this package's:
//
//	go mod init trivychecks && go mod tidy && go build -o trivy-checks .
//	go mod download -json github.com/aquasecurity/trivy-checks@v1.10.0   (its "Dir" is the folder of the checks)
//	trivy-checks <folder of the checks> <Dockerfile…>   → JSON on the standard output
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"
	"mvdan.cc/sh/v3/syntax"
)

type command struct {
	Cmd, SubCmd        string
	Flags, Value       []string
	Original           string
	JSON               bool
	Stage              int
	Path               string
	StartLine, EndLine int
}

type stage struct {
	Name     string
	Commands []command
}

type finding struct {
	Rule    string `json:"rule"`
	Level   string `json:"level"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

func main() {
	checks, about := modules(os.Args[1])
	compiled, err := rego.New(append(checks, rego.Query("data.builtin.dockerfile"))...).PrepareForEval(context.Background())
	fail(err)
	found := []finding{}
	for _, path := range os.Args[2:] {
		stages, err := read(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, path, err)
			continue
		}
		results, err := compiled.Eval(context.Background(), rego.EvalInput(map[string]any{"Stages": stages}))
		fail(err)
		for id, check := range results[0].Expressions[0].Value.(map[string]any) {
			denied, _ := check.(map[string]any)["deny"].([]any)
			for _, one := range denied {
				result := one.(map[string]any)
				line, _ := result["startline"].(json.Number)
				at, _ := line.Int64()
				found = append(found, finding{about[id].id, about[id].level, path, int(at), fmt.Sprint(result["msg"])})
			}
		}
	}
	fail(json.NewEncoder(os.Stdout).Encode(found))
}

type metadata struct{ id, level string }

func modules(folder string) ([]func(*rego.Rego), map[string]metadata) {
	options := []func(*rego.Rego){resultNew, parseCommands}
	about := map[string]metadata{}
	for _, part := range []string{"checks/docker", "lib/docker"} {
		fail(filepath.WalkDir(filepath.Join(folder, part), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".rego") || strings.HasSuffix(path, "_test.rego") {
				return err
			}
			text, err := os.ReadFile(path)
			options = append(options, rego.Module(path, string(text)))
			name := regexp.MustCompile(`(?m)^package builtin\.dockerfile\.(\w+)`).FindSubmatch(text)
			id := regexp.MustCompile(`(?m)^#\s+id: (\S+)`).FindSubmatch(text)
			level := regexp.MustCompile(`(?m)^#\s+severity: (\S+)`).FindSubmatch(text)
			if name != nil && id != nil {
				about[string(name[1])] = metadata{string(id[1]), string(level[1])}
			}
			return err
		}))
	}
	return options, about
}

// What a check says of an instruction: trivy's own function returns the message with the instruction's lines.
var resultNew = rego.Function2(
	&rego.Function{Name: "result.new", Decl: types.NewFunction(types.Args(types.S, types.A), types.A)},
	func(_ rego.BuiltinContext, message, cause *ast.Term) (*ast.Term, error) {
		line := ast.IntNumberTerm(1)
		if object, ok := cause.Value.(ast.Object); ok {
			if start := object.Get(ast.StringTerm("StartLine")); start != nil {
				line = start
			}
		}
		return ast.ObjectTerm([2]*ast.Term{ast.StringTerm("msg"), message}, [2]*ast.Term{ast.StringTerm("startline"), line}), nil
	})

// The simple commands of a shell script, each as its words.
var parseCommands = rego.Function1(
	&rego.Function{Name: "sh.parse_commands", Decl: types.NewFunction(types.Args(types.S), types.NewArray(nil, types.NewArray(nil, types.S)))},
	func(_ rego.BuiltinContext, script *ast.Term) (*ast.Term, error) {
		file, err := syntax.NewParser().Parse(strings.NewReader(string(script.Value.(ast.String))), "")
		if err != nil {
			return nil, err
		}
		commands := []*ast.Term{}
		printer := syntax.NewPrinter()
		syntax.Walk(file, func(node syntax.Node) bool {
			if call, ok := node.(*syntax.CallExpr); ok && len(call.Args) > 0 {
				words := []*ast.Term{}
				for _, argument := range call.Args {
					var text bytes.Buffer
					printer.Print(&text, argument)
					words = append(words, ast.StringTerm(text.String()))
				}
				commands = append(commands, ast.ArrayTerm(words...))
			}
			return true
		})
		return ast.ArrayTerm(commands...), nil
	})

func read(path string) ([]stage, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	parsed, err := parser.Parse(bufio.NewReader(file))
	if err != nil {
		return nil, err
	}
	stages := []stage{}
	globals := []command{}
	for _, child := range parsed.AST.Children {
		read, err := instructions.ParseInstruction(child)
		if err != nil {
			return nil, err
		}
		one := commandOf(child, path)
		if from, ok := read.(*instructions.Stage); ok {
			name := from.BaseName
			if from.Name != "" {
				name = from.Name
			}
			// Trivy puts ARGs in front of the first FROM into the first stage.
			stages = append(stages, stage{name, append(globals, one)})
			globals = nil
		} else if len(stages) == 0 {
			globals = append(globals, one)
		} else {
			last := &stages[len(stages)-1]
			last.Commands = append(last.Commands, one)
		}
		if len(stages) > 0 {
			commands := stages[len(stages)-1].Commands
			commands[len(commands)-1].Stage = len(stages) - 1
		}
	}
	return stages, nil
}

func commandOf(node *parser.Node, path string) command {
	one := command{Cmd: strings.ToLower(node.Value), Flags: node.Flags, Original: node.Original, JSON: node.Attributes["json"], Path: path, StartLine: node.StartLine, EndLine: node.EndLine}
	next := node.Next
	if next != nil && len(next.Children) > 0 {
		one.SubCmd = strings.ToLower(next.Children[0].Value)
		next = next.Children[0].Next
	}
	for ; next != nil; next = next.Next {
		one.Value = append(one.Value, next.Value)
	}
	if len(node.Heredocs) > 0 && one.Cmd == "run" {
		for _, document := range node.Heredocs {
			one.Value = append(one.Value, document.Content)
		}
	}
	return one
}

func fail(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
