variable "db_password" {
  sensitive = false
  default   = "open-one"
}
