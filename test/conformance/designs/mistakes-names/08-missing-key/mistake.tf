output "x" { value = terraform_data.a.id }
