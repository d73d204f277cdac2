output "x" { value = terraform_data.a["c"].id }
