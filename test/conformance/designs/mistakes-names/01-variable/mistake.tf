output "x" { value = var.nmaes }
