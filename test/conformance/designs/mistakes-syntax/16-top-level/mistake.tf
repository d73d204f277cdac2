region = "cn"
