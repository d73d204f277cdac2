output "x" { value = join(",", [null]) }
