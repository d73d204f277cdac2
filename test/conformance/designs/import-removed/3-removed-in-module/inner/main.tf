resource "terraform_data" "x" {
  count = 2
  input = "x${count.index}"
}
removed {
  from = terraform_data.y
  lifecycle {
    destroy = true
  }
  provisioner "local-exec" {
    when    = destroy
    command = "echo removed"
  }
}
output "ids" { value = terraform_data.x[*].id }
