output "x" { value = path.modul }
