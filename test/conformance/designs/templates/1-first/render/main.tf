variable "name" {}
output "text" {
  value = templatefile("${path.module}/text.tftpl", { name = var.name, list = ["a", "b"] })
}
output "place" {
  value = path.module
}
